package dev.fennel.messaging;

import java.math.BigInteger;
import java.nio.ByteBuffer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.retrytopic.DestinationTopic;
import org.springframework.kafka.retrytopic.DestinationTopicResolver;
import org.springframework.kafka.retrytopic.RetryTopicHeaders;

/**
 * Tells whether a record that failed has gone to a topic from which it comes again, by
 * asking what the library asks.
 */
final class RetryTopics {

	private final AbstractMessageListenerContainer<?, ?> container;

	private final ObjectProvider<DestinationTopicResolver> resolvers;

	RetryTopics(AbstractMessageListenerContainer<?, ?> container, ObjectProvider<DestinationTopicResolver> resolvers) {
		this.container = container;
		this.resolvers = resolvers;
	}

	boolean hasGoneToRetry(ConsumerRecord<?, ?> record, Exception error) {
		DestinationTopicResolver resolver = this.resolvers.getIfUnique();
		String main = this.container.getMainListenerId();
		String listener = (main != null) ? main : this.container.getListenerId();
		try {
			return resolver != null && listener != null && comesAgain(resolver, listener, record, error);
		}
		catch (IllegalArgumentException | NullPointerException ex) {
			// It knows no topics of this listener
			return false;
		}
	}

	private static boolean comesAgain(DestinationTopicResolver resolver, String listener, ConsumerRecord<?, ?> record,
			Exception error) {
		DestinationTopic next = resolver.resolveDestinationTopic(listener, record.topic(), attempts(record), error,
				timestamp(record));
		boolean end = next.isDltTopic() || next.isNoOpsTopic();
		return !end || record.topic().equals(next.getDestinationName());
	}

	private static int attempts(ConsumerRecord<?, ?> record) {
		byte[] value = header(record, RetryTopicHeaders.DEFAULT_HEADER_ATTEMPTS);
		if (value == null) {
			return 1;
		}
		return (value.length == Integer.BYTES) ? ByteBuffer.wrap(value).getInt() : value[0];
	}

	private static long timestamp(ConsumerRecord<?, ?> record) {
		byte[] value = header(record, RetryTopicHeaders.DEFAULT_HEADER_ORIGINAL_TIMESTAMP);
		return (value != null) ? new BigInteger(value).longValue() : record.timestamp();
	}

	private static byte @Nullable [] header(ConsumerRecord<?, ?> record, String name) {
		Header header = record.headers().lastHeader(name);
		return (header != null) ? header.value() : null;
	}

}
