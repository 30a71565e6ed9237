package dev.fennel.messaging;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.DeliveryAttemptAware;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * Has the container's own processor decide what comes of a record whose transaction was
 * rolled back, and asks it afterwards: one that counts no attempts of a record any more
 * has left it behind.
 */
final class MeteredRollbackProcessor<K, V> implements AfterRollbackProcessor<K, V>, DeliveryAttemptAware {

	private final AfterRollbackProcessor<K, V> own;

	private final DeliveryAttemptAware attempts;

	private final KafkaListenerDeliveries deliveries;

	MeteredRollbackProcessor(AfterRollbackProcessor<K, V> own, KafkaListenerDeliveries deliveries) {
		this.own = own;
		this.attempts = (DeliveryAttemptAware) own;
		this.deliveries = deliveries;
	}

	@Override
	public void process(List<ConsumerRecord<K, V>> records, Consumer<K, V> consumer, MessageListenerContainer container,
			Exception exception, boolean recoverable, EOSMode eosMode) {
		boolean handled = false;
		try {
			this.own.process(records, consumer, container, exception, recoverable, eosMode);
			handled = recoverable && !records.isEmpty() && !isExpected(records.get(0));
		}
		finally {
			rolledBack(handled ? records.get(0) : null, exception);
		}
	}

	/** What of a batch is left behind it does not tell. */
	@Override
	public void processBatch(ConsumerRecords<K, V> records, List<ConsumerRecord<K, V>> recordList,
			Consumer<K, V> consumer, MessageListenerContainer container, Exception exception, boolean recoverable,
			EOSMode eosMode) {
		try {
			this.own.processBatch(records, recordList, consumer, container, exception, recoverable, eosMode);
		}
		finally {
			this.deliveries.rolledBack(Outcome.RETRIED);
		}
	}

	private boolean isExpected(ConsumerRecord<K, V> record) {
		return this.attempts
			.deliveryAttempt(new TopicPartitionOffset(record.topic(), record.partition(), record.offset())) > 1;
	}

	@Override
	public void clearThreadState() {
		this.own.clearThreadState();
	}

	@Override
	public boolean isProcessInTransaction() {
		return this.own.isProcessInTransaction();
	}

	@Override
	public int deliveryAttempt(TopicPartitionOffset topicPartitionOffset) {
		return this.attempts.deliveryAttempt(topicPartitionOffset);
	}

	private void rolledBack(@Nullable ConsumerRecord<K, V> recovered, Exception error) {
		try {
			this.deliveries
				.rolledBack((recovered != null) ? this.deliveries.recovered(recovered, error) : Outcome.RETRIED);
		}
		catch (Throwable ex) {
			this.deliveries.notRecorded(ex);
		}
	}

}
