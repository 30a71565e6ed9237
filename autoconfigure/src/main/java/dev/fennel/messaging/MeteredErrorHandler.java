package dev.fennel.messaging;

import java.util.Collection;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * Has the container's own error handler decide what comes of what failed, and listens: a
 * handler that throws, or says that a record is not handled, gets it again.
 */
final class MeteredErrorHandler implements CommonErrorHandler {

	private final CommonErrorHandler own;

	private final KafkaListenerDeliveries deliveries;

	private final boolean standIn;

	MeteredErrorHandler(CommonErrorHandler own, KafkaListenerDeliveries deliveries) {
		this(own, deliveries, false);
	}

	private MeteredErrorHandler(CommonErrorHandler own, KafkaListenerDeliveries deliveries, boolean standIn) {
		this.own = own;
		this.deliveries = deliveries;
		this.standIn = standIn;
	}

	/** Around what a container takes by itself where it has none. */
	static MeteredErrorHandler standIn(KafkaListenerDeliveries deliveries) {
		return new MeteredErrorHandler(new DefaultErrorHandler(), deliveries, true);
	}

	boolean isStandIn() {
		return this.standIn;
	}

	@Override
	public boolean handleOne(Exception thrownException, ConsumerRecord<?, ?> record, Consumer<?, ?> consumer,
			MessageListenerContainer container) {
		boolean handled = false;
		try {
			handled = this.own.handleOne(thrownException, record, consumer, container);
			return handled;
		}
		finally {
			handled(record, handled, thrownException);
		}
	}

	@Override
	public void handleRemaining(Exception thrownException, List<ConsumerRecord<?, ?>> records, Consumer<?, ?> consumer,
			MessageListenerContainer container) {
		boolean handled = false;
		try {
			this.own.handleRemaining(thrownException, records, consumer, container);
			handled = true;
		}
		finally {
			if (!records.isEmpty()) {
				handled(records.get(0), handled, thrownException);
			}
		}
	}

	@Override
	public void handleBatch(Exception thrownException, ConsumerRecords<?, ?> data, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable invokeListener) {
		boolean handled = false;
		try {
			this.own.handleBatch(thrownException, data, consumer, container, invokeListener);
			handled = true;
		}
		finally {
			this.deliveries.handled(handled ? Outcome.FAILURE : Outcome.RETRIED);
		}
	}

	@Override
	public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(Exception thrownException,
			ConsumerRecords<?, ?> data, Consumer<?, ?> consumer, MessageListenerContainer container,
			Runnable invokeListener) {
		boolean handled = false;
		try {
			ConsumerRecords<K, V> remaining = this.own.handleBatchAndReturnRemaining(thrownException, data, consumer,
					container, invokeListener);
			handled = remaining == null || remaining.isEmpty();
			return remaining;
		}
		finally {
			this.deliveries.handled(handled ? Outcome.FAILURE : Outcome.RETRIED);
		}
	}

	private void handled(ConsumerRecord<?, ?> record, boolean handled, Exception error) {
		try {
			this.deliveries.handled(record, handled ? this.deliveries.recovered(record, error) : Outcome.RETRIED);
		}
		catch (Throwable ex) {
			this.deliveries.notRecorded(ex);
		}
	}

	@Override
	public void handleOtherException(Exception thrownException, Consumer<?, ?> consumer,
			MessageListenerContainer container, boolean batchListener) {
		this.own.handleOtherException(thrownException, consumer, container, batchListener);
	}

	@Override
	public boolean seeksAfterHandling() {
		return this.own.seeksAfterHandling();
	}

	@Override
	public boolean deliveryAttemptHeader() {
		return this.own.deliveryAttemptHeader();
	}

	@Override
	public int deliveryAttempt(TopicPartitionOffset topicPartitionOffset) {
		return this.own.deliveryAttempt(topicPartitionOffset);
	}

	@Override
	public LogAccessor logger() {
		return this.own.logger();
	}

	@Override
	public void clearThreadState() {
		this.own.clearThreadState();
	}

	@Override
	public boolean isAckAfterHandle() {
		return this.own.isAckAfterHandle();
	}

	@Override
	public void setAckAfterHandle(boolean ack) {
		this.own.setAckAfterHandle(ack);
	}

	@Override
	public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
			Runnable publishPause) {
		this.own.onPartitionsAssigned(consumer, partitions, publishPause);
	}

}
