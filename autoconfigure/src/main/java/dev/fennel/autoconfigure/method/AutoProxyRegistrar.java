package dev.fennel.autoconfigure.method;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Sees to it that something makes proxies, as Boot does itself in most applications, but
 * not where the application does not want any.
 */
final class AutoProxyRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	AutoProxyRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		if (this.environment.getProperty("spring.aop.auto", Boolean.class, true)) {
			AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
		}
	}

}
