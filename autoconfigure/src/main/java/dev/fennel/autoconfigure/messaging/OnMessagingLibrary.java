package dev.fennel.autoconfigure.messaging;

import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;

/**
 * Matches where there is a library that has message listeners.
 */
class OnMessagingLibrary extends AnyNestedCondition {

	OnMessagingLibrary() {
		super(ConfigurationPhase.PARSE_CONFIGURATION);
	}

	/**
	 * Spring AMQP.
	 */
	@ConditionalOnClass(AbstractMessageListenerContainer.class)
	static class Rabbit {

	}

	/**
	 * Spring for Apache Kafka.
	 */
	@ConditionalOnClass(org.springframework.kafka.listener.AbstractMessageListenerContainer.class)
	static class Kafka {

	}

}
