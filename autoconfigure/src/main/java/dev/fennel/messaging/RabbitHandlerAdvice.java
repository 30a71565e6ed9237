package dev.fennel.messaging;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Sees what an annotated method throws before its adapter makes a reply of that, and what
 * it returns that is not yet done. The types around it have moved between packages.
 */
final class RabbitHandlerAdvice implements MethodInterceptor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			RabbitHandlerAdvice.class.getClassLoader());

	private static final int PARTS = 5;

	private final RabbitListenerDeliveries deliveries;

	RabbitHandlerAdvice(RabbitListenerDeliveries deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		RabbitAttempts attempts = this.deliveries.current();
		if (attempts == null || !invocation.getMethod().getName().equals("invoke")) {
			return invocation.proceed();
		}
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			attempts.methodFailed();
			throw ex;
		}
		return (result != null) ? follow(attempts, result) : null;
	}

	private Object follow(RabbitAttempts attempts, Object result) {
		try {
			Object value = part(result, "getReturnValue");
			if (value instanceof CompletableFuture<?> future) {
				AsyncDelivery delivery = this.deliveries.detach(attempts);
				CompletableFuture<?> unused = future.whenComplete((ignored, error) -> delivery.end(error));
			}
			else if (REACTOR && MonoEnds.isMono(value)) {
				return with(result, MonoEnds.follow(value, this.deliveries.detach(attempts)));
			}
		}
		catch (Throwable ex) {
			this.deliveries.notRecorded(ex);
		}
		return result;
	}

	/** The same result with another value. */
	private static Object with(Object result, Object value) throws ReflectiveOperationException {
		for (var constructor : result.getClass().getConstructors()) {
			if (constructor.getParameterCount() == PARTS) {
				return constructor.newInstance(value, part(result, "getSendTo"), part(result, "getReturnType"),
						part(result, "getBean"), part(result, "getMethod"));
			}
		}
		throw new NoSuchMethodException("No constructor of " + result.getClass());
	}

	private static @Nullable Object part(Object result, String getter) {
		Method method = ReflectionUtils.findMethod(result.getClass(), getter);
		return (method != null) ? ReflectionUtils.invokeMethod(method, result) : null;
	}

}
