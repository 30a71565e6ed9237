package dev.fennel.method;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;

/**
 * Spring's proxies around objects, with Fennel's advisor where its pointcut says so.
 */
final class MeteredProxies {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MethodMetrics metrics = new MethodMetrics(MetricFactory.with(this.registry).build());

	private final AtomicBoolean byClass = new AtomicBoolean(true);

	private final MeteredMethods methods = new MeteredMethods(() -> this.metrics, this.byClass::get);

	private MeteredProxies() {
		this.methods.start();
	}

	/** Proxies that extend the class. */
	static MeteredProxies ofClasses() {
		return new MeteredProxies();
	}

	/** Proxies of interfaces. */
	static MeteredProxies ofInterfaces() {
		MeteredProxies proxies = new MeteredProxies();
		proxies.byClass.set(false);
		return proxies;
	}

	/** Proxies of either kind. */
	static MeteredProxies of(boolean classes) {
		return classes ? ofClasses() : ofInterfaces();
	}

	@SuppressWarnings("unchecked")
	<T> T proxy(T target) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(this.byClass.get());
		MethodMetricsAdvisor advisor = new MethodMetricsAdvisor(this.methods, 0);
		if (!AopUtils.canApply(advisor, target.getClass())) {
			return target;
		}
		factory.addAdvisor(advisor);
		return (T) factory.getProxy();
	}

	MeteredMethods methods() {
		return this.methods;
	}

	MethodMetrics metrics() {
		return this.metrics;
	}

	Page page() {
		return Scrapes.of(this.registry);
	}

}
