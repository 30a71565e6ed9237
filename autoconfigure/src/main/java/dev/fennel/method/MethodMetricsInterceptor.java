package dev.fennel.method;

import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;

/**
 * Measures the calls of annotated methods that pass a proxy.
 */
final class MethodMetricsInterceptor implements MethodInterceptor {

	private final MeteredMethods methods;

	MethodMetricsInterceptor(MeteredMethods methods) {
		this.methods = methods;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		MethodPlan plan = (target != null) ? plan(invocation.getMethod(), target) : null;
		return (plan != null) ? plan.run(invocation) : invocation.proceed();
	}

	private @Nullable MethodPlan plan(Method invoked, Object target) {
		MeteredMethod method = this.methods.find(invoked, target.getClass());
		if (method == null || (method.isOfProxies() && isMeasuredBehind(target, invoked))) {
			return null;
		}
		return this.methods.plan(method);
	}

	/**
	 * Whether a proxy leads to another that measures the call too, as one of a bean does.
	 */
	private boolean isMeasuredBehind(Object proxy, Method method) {
		Object each = proxy;
		while (each instanceof Advised advised) {
			Object target = AopProxyUtils.getSingletonTarget(each);
			if (target != null && MethodMetricsAdvisor.isIn(advised)
					&& this.methods.find(method, target.getClass()) != null) {
				return true;
			}
			each = target;
		}
		return false;
	}

}
