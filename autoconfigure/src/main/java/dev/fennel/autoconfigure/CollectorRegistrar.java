package dev.fennel.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Registers the collectors that are beans: those that exist when all singletons do, then
 * each lazy one when it is made. Takes them back when the context closes.
 */
final class CollectorRegistrar implements SmartInitializingSingleton, DisposableBean, AopInfrastructureBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final GuardedRegistry registry;

	private final Failures failures;

	private final List<Runnable> removals = new CopyOnWriteArrayList<>();

	private volatile boolean started;

	CollectorRegistrar(ConfigurableListableBeanFactory beanFactory, GuardedRegistry registry, Failures failures) {
		this.beanFactory = beanFactory;
		this.registry = registry;
		this.failures = failures;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : names()) {
			if (this.beanFactory.containsSingleton(name)) {
				register(name, this.beanFactory.getBean(name));
			}
		}
		this.started = true;
	}

	/**
	 * A bean was made after start-up: what is wrong with it is not the caller's fault.
	 */
	void registerLate(String name, Object bean) {
		if (this.started && this.beanFactory.containsBeanDefinition(name) && this.beanFactory.isSingleton(name)) {
			this.failures.guard("register the bean '" + name + "'", () -> register(name, bean));
		}
	}

	@Override
	public void destroy() {
		this.removals.forEach(Runnable::run);
		this.removals.clear();
	}

	private List<String> names() {
		List<String> names = new ArrayList<>(
				List.of(this.beanFactory.getBeanNamesForType(Collector.class, false, false)));
		names.addAll(List.of(this.beanFactory.getBeanNamesForType(MultiCollector.class, false, false)));
		return names;
	}

	private void register(String name, Object bean) {
		try {
			if (bean instanceof Collector collector) {
				this.registry.register(collector);
				this.removals.add(() -> this.registry.unregister(collector));
			}
			if (bean instanceof MultiCollector collector) {
				this.registry.register(collector, name);
				this.removals.add(() -> this.registry.unregister(collector));
			}
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new MetricDefinitionException("The collector bean '%s' (%s) cannot be registered: %s".formatted(name,
					bean.getClass().getName(), ex.getMessage()),
					"Give its family another name, or register only one of the two");
		}
	}

}
