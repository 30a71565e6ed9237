package dev.fennel.method;

import java.util.Arrays;

import org.aopalliance.aop.Advice;

import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.core.Ordered;

/**
 * Has Spring's proxies measure the calls of annotated methods.
 *
 * @since 0.1.0
 */
public final class MethodMetricsAdvisor implements PointcutAdvisor, Ordered, AopInfrastructureBean {

	private final Pointcut pointcut;

	private final Advice advice;

	private final int order;

	/**
	 * Creates an advisor.
	 * @param methods the annotated methods
	 * @param order its place among the advisors of a proxy, lower ones outside of it
	 */
	public MethodMetricsAdvisor(MeteredMethods methods, int order) {
		this.pointcut = new MethodMetricsPointcut(methods);
		this.advice = new MethodMetricsInterceptor(methods);
		this.order = order;
	}

	/**
	 * Returns whether a proxy has such an advisor.
	 * @param proxy the proxy
	 * @return whether it has one
	 */
	public static boolean isIn(Advised proxy) {
		return Arrays.stream(proxy.getAdvisors()).anyMatch(MethodMetricsAdvisor.class::isInstance);
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.advice;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}
