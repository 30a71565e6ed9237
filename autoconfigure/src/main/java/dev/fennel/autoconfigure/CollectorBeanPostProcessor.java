package dev.fennel.autoconfigure;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Tells the registrar of collectors that are made after start-up.
 */
final class CollectorBeanPostProcessor implements BeanPostProcessor, AopInfrastructureBean {

	private final ObjectProvider<CollectorRegistrar> registrar;

	CollectorBeanPostProcessor(ObjectProvider<CollectorRegistrar> registrar) {
		this.registrar = registrar;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Collector || bean instanceof MultiCollector) {
			this.registrar.ifAvailable((available) -> available.registerLate(beanName, bean));
		}
		return bean;
	}

}
