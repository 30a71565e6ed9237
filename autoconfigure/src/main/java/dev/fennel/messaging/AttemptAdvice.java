package dev.fennel.messaging;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Sees each attempt that a listener makes at a message or a batch.
 */
final class AttemptAdvice implements MethodInterceptor {

	private final RabbitListenerDeliveries deliveries;

	AttemptAdvice(RabbitListenerDeliveries deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		RabbitAttempts attempts = this.deliveries.current();
		if (attempts == null) {
			return invocation.proceed();
		}
		attempts.begin();
		boolean returned = false;
		try {
			Object result = invocation.proceed();
			returned = true;
			return result;
		}
		finally {
			attempts.done(returned);
		}
	}

}
