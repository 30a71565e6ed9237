package dev.fennel.messaging;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.util.ReflectionUtils;

/**
 * Reads the settings of containers that only their subclasses may read.
 */
final class RabbitContainer {

	private static final Method ADVICE_CHAIN = method("getAdviceChain");

	private static final Method REQUEUES = method("isDefaultRequeueRejected");

	private static final Method REQUEUES_ROLLED_BACK = method("isAlwaysRequeueWithTxManagerRollback");

	private static final Method STOPS_WITHOUT_ID = method("isStatefulRetryFatalWithNullMessageId");

	private static final Method TRANSACTIONS = method("getTransactionManager");

	private static final Method ATTRIBUTE = method("getTransactionAttribute");

	private RabbitContainer() {
	}

	/** The value of the label {@code listener}. */
	static String name(AbstractMessageListenerContainer container) {
		MessageListener listener = container.getMessageListener();
		Object handler = (listener instanceof MessagingMessageListenerAdapter adapter)
				? ListenerNames.field(adapter, "handlerAdapter") : null;
		return ListenerNames.of(container.getListenerId(), listener, handler);
	}

	static Advice[] adviceChain(AbstractMessageListenerContainer container) {
		return (Advice[]) Objects.requireNonNull(read(container, ADVICE_CHAIN));
	}

	/** Whether attempts are counted over several deliveries by the broker. */
	static boolean isStateful(AbstractMessageListenerContainer container) {
		return Arrays.stream(adviceChain(container))
			.anyMatch((advice) -> advice.getClass().getSimpleName().equals("StatefulRetryOperationsInterceptor"));
	}

	static boolean requeuesByDefault(AbstractMessageListenerContainer container) {
		return Boolean.TRUE.equals(read(container, REQUEUES));
	}

	static boolean stopsAtMessagesWithoutId(AbstractMessageListenerContainer container) {
		return Boolean.TRUE.equals(read(container, STOPS_WITHOUT_ID));
	}

	static boolean requeuesAllRolledBack(AbstractMessageListenerContainer container) {
		return isTransactional(container) && Boolean.TRUE.equals(read(container, REQUEUES_ROLLED_BACK));
	}

	/** Whether there is a transaction that an exception does not roll back. */
	static boolean commitsDespite(AbstractMessageListenerContainer container, Throwable error) {
		return isTransactional(container) && read(container, ATTRIBUTE) instanceof TransactionAttribute attribute
				&& !attribute.rollbackOn(error);
	}

	private static boolean isTransactional(AbstractMessageListenerContainer container) {
		return read(container, TRANSACTIONS) != null;
	}

	private static @Nullable Object read(AbstractMessageListenerContainer container, Method method) {
		return ReflectionUtils.invokeMethod(method, container);
	}

	private static Method method(String name) {
		Method method = Objects.requireNonNull(ReflectionUtils.findMethod(AbstractMessageListenerContainer.class, name),
				name);
		ReflectionUtils.makeAccessible(method);
		return method;
	}

}
