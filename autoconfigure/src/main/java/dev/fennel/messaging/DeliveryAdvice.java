package dev.fennel.messaging;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Sees what a container does with a message or a batch, all attempts together.
 */
final class DeliveryAdvice implements MethodInterceptor {

	private final RabbitListenerDeliveries deliveries;

	DeliveryAdvice(RabbitListenerDeliveries deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		RabbitAttempts attempts = this.deliveries.begin();
		if (attempts == null) {
			return invocation.proceed();
		}
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			this.deliveries.threw(attempts, ex, invocation.getArguments());
			throw ex;
		}
		this.deliveries.returned(attempts);
		return result;
	}

}
