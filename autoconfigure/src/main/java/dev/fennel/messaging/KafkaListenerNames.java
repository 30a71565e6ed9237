package dev.fennel.messaging;

import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DelegatingMessageListener;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;

/**
 * Finds what is behind the adapters of listeners.
 */
final class KafkaListenerNames {

	private KafkaListenerNames() {
	}

	/** The value of the label {@code listener}. */
	static String of(AbstractMessageListenerContainer<?, ?> container) {
		MessagingMessageListenerAdapter<?, ?> adapter = adapter(container);
		Object handler = (adapter != null) ? ListenerNames.field(adapter, "handlerMethod") : null;
		return ListenerNames.of(container.getListenerId(), listener(container), handler);
	}

	/** What calls an annotated method, null if there is none. */
	static @Nullable MessagingMessageListenerAdapter<?, ?> adapter(AbstractMessageListenerContainer<?, ?> container) {
		return (listener(container) instanceof MessagingMessageListenerAdapter<?, ?> adapter) ? adapter : null;
	}

	private static @Nullable Object listener(AbstractMessageListenerContainer<?, ?> container) {
		Object listener = container.getContainerProperties().getMessageListener();
		while (listener instanceof DelegatingMessageListener<?> delegating) {
			listener = delegating.getDelegate();
		}
		return listener;
	}

}
