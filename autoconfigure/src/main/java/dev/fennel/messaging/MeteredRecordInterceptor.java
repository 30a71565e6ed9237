package dev.fennel.messaging;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Measures records, and has the application's own interceptor do what it did, which may
 * give the listener another record or none.
 */
final class MeteredRecordInterceptor<K, V> implements RecordInterceptor<K, V> {

	private final @Nullable RecordInterceptor<K, V> own;

	private final KafkaListenerDeliveries deliveries;

	MeteredRecordInterceptor(@Nullable RecordInterceptor<K, V> own, KafkaListenerDeliveries deliveries) {
		this.own = own;
		this.deliveries = deliveries;
	}

	KafkaListenerDeliveries deliveries() {
		return this.deliveries;
	}

	@Override
	public @Nullable ConsumerRecord<K, V> intercept(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		ConsumerRecord<K, V> intercepted = (this.own != null) ? this.own.intercept(record, consumer) : record;
		if (intercepted != null) {
			this.deliveries.begin(intercepted);
		}
		return intercepted;
	}

	@Override
	public void success(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		this.deliveries.returned();
		if (this.own != null) {
			this.own.success(record, consumer);
		}
	}

	@Override
	public void failure(ConsumerRecord<K, V> record, Exception exception, Consumer<K, V> consumer) {
		this.deliveries.failed(exception);
		if (this.own != null) {
			this.own.failure(record, exception, consumer);
		}
	}

	@Override
	public void afterRecord(ConsumerRecord<K, V> record, Consumer<K, V> consumer) {
		this.deliveries.done();
		if (this.own != null) {
			this.own.afterRecord(record, consumer);
		}
	}

	@Override
	public void setupThreadState(Consumer<?, ?> consumer) {
		if (this.own != null) {
			this.own.setupThreadState(consumer);
		}
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		this.deliveries.done();
		if (this.own != null) {
			this.own.clearThreadState(consumer);
		}
	}

}
