package dev.fennel.messaging;

import java.util.concurrent.CompletableFuture;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Sees what an annotated method throws before its adapter makes a reply of that, and what
 * it returns that is not yet done.
 */
final class RabbitHandlerAdvice implements MethodInterceptor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			RabbitHandlerAdvice.class.getClassLoader());

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
			RabbitResult type = RabbitResult.of(result.getClass());
			Object value = type.value(result);
			if (value instanceof CompletableFuture<?> future) {
				AsyncDelivery delivery = this.deliveries.detach(attempts);
				CompletableFuture<?> unused = future.whenComplete((ignored, error) -> delivery.end(error));
			}
			else if (REACTOR && MonoEnds.isMono(value)) {
				return type.with(result, MonoEnds.follow(value, this.deliveries.detach(attempts)));
			}
		}
		catch (Throwable ex) {
			this.deliveries.notRecorded(ex);
		}
		return result;
	}

}
