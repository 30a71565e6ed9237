package dev.fennel.messaging;

import java.lang.reflect.Method;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DelegatingMessageListener;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.util.ReflectionUtils;

/**
 * Reads the settings of containers, some of which only their subclasses may read on older
 * lines, and finds what is behind the adapters of listeners.
 */
final class KafkaContainer {

	private static final Method RECORD_INTERCEPTOR = method("getRecordInterceptor");

	private static final Method BATCH_INTERCEPTOR = method("getBatchInterceptor");

	private KafkaContainer() {
	}

	@SuppressWarnings("unchecked") // what the setter of this container took
	static <K, V> @Nullable RecordInterceptor<K, V> recordInterceptor(
			AbstractMessageListenerContainer<K, V> container) {
		return (RecordInterceptor<K, V>) ReflectionUtils.invokeMethod(RECORD_INTERCEPTOR, container);
	}

	@SuppressWarnings("unchecked") // what the setter of this container took
	static <K, V> @Nullable BatchInterceptor<K, V> batchInterceptor(AbstractMessageListenerContainer<K, V> container) {
		return (BatchInterceptor<K, V>) ReflectionUtils.invokeMethod(BATCH_INTERCEPTOR, container);
	}

	/** The value of the label {@code listener}. */
	static String name(AbstractMessageListenerContainer<?, ?> container) {
		MessagingMessageListenerAdapter<?, ?> adapter = adapter(container);
		Object handler = (adapter != null) ? ListenerNames.field(adapter, "handlerMethod") : null;
		return ListenerNames.of(container.getListenerId(), listener(container), handler);
	}

	/** What calls an annotated method, null if there is none. */
	static @Nullable MessagingMessageListenerAdapter<?, ?> adapter(AbstractMessageListenerContainer<?, ?> container) {
		return (listener(container) instanceof MessagingMessageListenerAdapter<?, ?> adapter) ? adapter : null;
	}

	/**
	 * Whether the error handler hears of each record that fails after the listener
	 * returned, which the listener's own may keep from it.
	 */
	static boolean handlesLateErrors(AbstractMessageListenerContainer<?, ?> container) {
		MessagingMessageListenerAdapter<?, ?> adapter = adapter(container);
		return adapter != null && ListenerNames.field(adapter, "errorHandler") == null
				&& ListenerNames.field(adapter, "asyncRetryCallback") != null;
	}

	/** Whether something rolls back what failed, which an error handler would prevent. */
	static boolean isTransactional(AbstractMessageListenerContainer<?, ?> container) {
		ContainerProperties properties = container.getContainerProperties();
		return properties.getKafkaAwareTransactionManager() != null
				|| ListenerNames.field(properties, "transactionManager") != null;
	}

	private static @Nullable Object listener(AbstractMessageListenerContainer<?, ?> container) {
		Object listener = container.getContainerProperties().getMessageListener();
		while (listener instanceof DelegatingMessageListener<?> delegating) {
			listener = delegating.getDelegate();
		}
		return listener;
	}

	private static Method method(String name) {
		Method method = Objects.requireNonNull(ReflectionUtils.findMethod(AbstractMessageListenerContainer.class, name),
				name);
		ReflectionUtils.makeAccessible(method);
		return method;
	}

}
