package dev.fennel.messaging;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.KafkaBackoffException;

/**
 * What one container gives to its listener.
 */
final class KafkaListenerDeliveries {

	private final AbstractMessageListenerContainer<?, ?> container;

	private final ListenerMetrics metrics;

	private final RetryTopics retryTopics;

	@SuppressWarnings("ThreadLocalUsage") // one for each container, which lives as long
											// as the application
	private final ThreadLocal<KafkaAttempt> current = new ThreadLocal<>();

	/** Records that listeners go on with after they have returned, equal if identical. */
	private final Map<Object, Delivery> detached = Collections.synchronizedMap(new WeakHashMap<>());

	private volatile @Nullable ListenerSeries series;

	KafkaListenerDeliveries(AbstractMessageListenerContainer<?, ?> container, ListenerMetrics metrics,
			RetryTopics retryTopics) {
		this.container = container;
		this.metrics = metrics;
		this.retryTopics = retryTopics;
		if (container.getContainerProperties().getMessageListener() != null) {
			series();
		}
	}

	@Nullable KafkaAttempt current() {
		return this.current.get();
	}

	void begin(Object data) {
		try {
			KafkaAttempt before = this.current.get();
			if (before != null && before.isAt(data)) {
				return;
			}
			done();
			this.current.set(new KafkaAttempt(data, series().started()));
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	void returned() {
		KafkaAttempt attempt = this.current.get();
		if (attempt != null) {
			attempt.returned();
		}
	}

	void failed(Exception error) {
		KafkaAttempt attempt = this.current.get();
		if (attempt != null) {
			attempt.failed();
			if (isTooEarly(error)) {
				attempt.forget();
			}
		}
	}

	/** What the error handler has made of what failed. */
	void handled(Outcome outcome) {
		KafkaAttempt attempt = this.current.get();
		if (attempt != null && attempt.hasFailed()) {
			attempt.end(outcome);
			this.current.remove();
		}
	}

	/** The same of one record, which may have failed after its listener returned. */
	void handled(Object data, Outcome outcome) {
		Delivery delivery = this.detached.remove(data);
		if (delivery != null) {
			delivery.end(outcome);
		}
		else {
			handled(outcome);
		}
	}

	/** A record is left behind for good, but may have gone to a topic for retries. */
	Outcome recovered(@Nullable ConsumerRecord<?, ?> record, Exception error) {
		return (record != null && this.retryTopics.hasGoneToRetry(record, error)) ? Outcome.RETRIED : Outcome.FAILURE;
	}

	/** The transaction around what failed, or could not be committed, was rolled back. */
	void rolledBack(Outcome outcome) {
		KafkaAttempt attempt = this.current.get();
		if (attempt != null) {
			attempt.end(outcome);
			this.current.remove();
		}
	}

	/** Nothing more happens to what the listener was given last on this thread. */
	void done() {
		KafkaAttempt attempt = this.current.get();
		if (attempt != null) {
			attempt.leave();
			this.current.remove();
		}
	}

	/**
	 * What the listener returned will end a delivery, unless an error handler is told of
	 * what fails then.
	 */
	AsyncDelivery detach(KafkaAttempt attempt) {
		Object data = attempt.data();
		Delivery delivery = attempt.detach();
		this.detached.put(data, delivery);
		return (error) -> {
			delivery.stop();
			if (error == null || !isTold(data)) {
				this.detached.remove(data);
				delivery.end((error != null) ? Outcome.FAILURE : Outcome.SUCCESS);
			}
		};
	}

	/** Older lines do so with topics for retries only, else acknowledge what failed. */
	private boolean isTold(Object data) {
		return data instanceof ConsumerRecord && KafkaContainer.handlesLateErrors(this.container);
	}

	void notRecorded(Throwable failure) {
		this.metrics.failures().record("record what a message listener did", failure);
	}

	/** It is not yet time for a record of a topic for retries. */
	private static boolean isTooEarly(Throwable error) {
		for (Throwable each = error; each != null; each = each.getCause()) {
			if (each instanceof KafkaBackoffException) {
				return true;
			}
		}
		return false;
	}

	/** Its name is not complete before it has a listener. */
	private ListenerSeries series() {
		ListenerSeries known = this.series;
		if (known == null) {
			known = this.metrics.series(KafkaContainer.name(this.container), "kafka");
			this.series = known;
		}
		return known;
	}

}
