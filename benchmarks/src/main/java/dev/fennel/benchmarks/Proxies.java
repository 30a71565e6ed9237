package dev.fennel.benchmarks;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.method.MeteredMethods;
import dev.fennel.method.MethodMetrics;
import dev.fennel.method.MethodMetricsAdvisor;
import io.micrometer.core.aop.CountedAspect;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;

import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;
import org.springframework.aop.framework.ProxyFactory;

/**
 * Spring's proxies of {@link Work}, as Boot makes them: they extend the class.
 */
final class Proxies {

	private Proxies() {
	}

	static Work emptyInterceptor() {
		ProxyFactory factory = new ProxyFactory(new Work());
		factory.setProxyTargetClass(true);
		factory.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
		return (Work) factory.getProxy();
	}

	static Work emptyAspect() {
		return withAspects(new EmptyAspect());
	}

	static Work fennel(GuardedRegistry registry) {
		MethodMetrics metrics = new MethodMetrics(MetricFactory.with(registry).build());
		MeteredMethods methods = new MeteredMethods(() -> metrics, () -> true);
		ProxyFactory factory = new ProxyFactory(new Work());
		factory.setProxyTargetClass(true);
		factory.addAdvisor(new MethodMetricsAdvisor(methods, 0));
		return (Work) factory.getProxy();
	}

	static Work micrometer(MeterRegistry registry) {
		return withAspects(new TimedAspect(registry), new CountedAspect(registry));
	}

	private static Work withAspects(Object... aspects) {
		AspectJProxyFactory factory = new AspectJProxyFactory(new Work());
		factory.setProxyTargetClass(true);
		for (Object aspect : aspects) {
			factory.addAspect(aspect);
		}
		return factory.getProxy();
	}

	/**
	 * An aspect that does nothing.
	 */
	@Aspect
	public static class EmptyAspect {

		/**
		 * Goes on.
		 * @param call the call
		 * @return what it returns
		 * @throws Throwable what it throws
		 */
		@Around("execution(* dev.fennel.benchmarks.Work.*(..))")
		public Object proceed(ProceedingJoinPoint call) throws Throwable {
			return call.proceed();
		}

	}

}
