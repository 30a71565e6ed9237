package dev.fennel.autoconfigure.process;

import dev.fennel.GuardedRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Registers a collector that is no bean itself, since an application may look for its
 * own.
 */
final class CollectorRegistration implements InitializingBean, DisposableBean, AopInfrastructureBean {

	private final GuardedRegistry registry;

	private final MultiCollector collector;

	private final String name;

	CollectorRegistration(GuardedRegistry registry, MultiCollector collector, String name) {
		this.registry = registry;
		this.collector = collector;
		this.name = name;
	}

	@Override
	public void afterPropertiesSet() {
		this.registry.register(this.collector, this.name);
	}

	@Override
	public void destroy() {
		this.registry.unregister(this.collector);
	}

}
