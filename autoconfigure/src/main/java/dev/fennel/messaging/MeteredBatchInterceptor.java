package dev.fennel.messaging;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;

/**
 * Measures batches, and has the application's own interceptor do what it did.
 */
final class MeteredBatchInterceptor<K, V> implements BatchInterceptor<K, V> {

	private final @Nullable BatchInterceptor<K, V> own;

	private final KafkaListenerDeliveries deliveries;

	MeteredBatchInterceptor(@Nullable BatchInterceptor<K, V> own, KafkaListenerDeliveries deliveries) {
		this.own = own;
		this.deliveries = deliveries;
	}

	KafkaListenerDeliveries deliveries() {
		return this.deliveries;
	}

	@Override
	public @Nullable ConsumerRecords<K, V> intercept(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		ConsumerRecords<K, V> intercepted = (this.own != null) ? this.own.intercept(records, consumer) : records;
		if (intercepted != null) {
			this.deliveries.begin(intercepted);
		}
		return intercepted;
	}

	@Override
	public void success(ConsumerRecords<K, V> records, Consumer<K, V> consumer) {
		this.deliveries.returned();
		if (this.own != null) {
			this.own.success(records, consumer);
		}
	}

	@Override
	public void failure(ConsumerRecords<K, V> records, Exception exception, Consumer<K, V> consumer) {
		this.deliveries.failed(exception);
		if (this.own != null) {
			this.own.failure(records, exception, consumer);
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
