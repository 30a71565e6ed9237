package dev.fennel.messaging;

import java.util.concurrent.CompletableFuture;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.adapter.InvocationResult;
import org.springframework.util.ClassUtils;

/**
 * Sees what an annotated method returns that is not yet done.
 */
final class KafkaHandlerAdvice implements MethodInterceptor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Mono",
			KafkaHandlerAdvice.class.getClassLoader());

	private final KafkaListenerDeliveries deliveries;

	KafkaHandlerAdvice(KafkaListenerDeliveries deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object result = invocation.proceed();
		KafkaAttempt attempt = this.deliveries.current();
		if (attempt == null || !invocation.getMethod().getName().equals("invoke")) {
			return result;
		}
		try {
			if (result instanceof InvocationResult inner) {
				return new InvocationResult(follow(attempt, inner.result()), inner.sendTo(), inner.messageReturnType());
			}
			return follow(attempt, result);
		}
		catch (Throwable ex) {
			this.deliveries.notRecorded(ex);
			return result;
		}
	}

	private @Nullable Object follow(KafkaAttempt attempt, @Nullable Object value) {
		if (value instanceof CompletableFuture<?> future) {
			AsyncDelivery delivery = this.deliveries.detach(attempt);
			CompletableFuture<?> unused = future.whenComplete((ignored, error) -> delivery.end(error));
		}
		else if (REACTOR && MonoEnds.isMono(value)) {
			return MonoEnds.follow(value, this.deliveries.detach(attempt));
		}
		return value;
	}

}
