package dev.fennel.autoconfigure.jdbc;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Answers calls within a proxy of Spring's.
 */
final class DataSourceInterceptor implements MethodInterceptor {

	private final DataSourceCalls calls;

	DataSourceInterceptor(DataSourceCalls calls) {
		this.calls = calls;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object[] arguments = invocation.getArguments();
		Object answer = this.calls.answer(invocation.getMethod(), arguments);
		if (answer != DataSourceCalls.NOT_ANSWERED) {
			return answer;
		}
		Object[] originals = DataSourceCalls.originals(arguments);
		if (originals != arguments && invocation instanceof ProxyMethodInvocation proxied) {
			proxied.setArguments(originals);
		}
		return invocation.proceed();
	}

}
