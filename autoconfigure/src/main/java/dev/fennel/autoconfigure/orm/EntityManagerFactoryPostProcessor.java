package dev.fennel.autoconfigure.orm;

import java.util.concurrent.Executor;

import dev.fennel.orm.HibernateEntities;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;

/**
 * Has each {@code EntityManagerFactory} listened to before anyone gets it.
 */
final class EntityManagerFactoryPostProcessor implements BeanPostProcessor, BeanFactoryAware, AopInfrastructureBean {

	private static final String EXECUTOR = "bootstrapExecutor";

	private final ObjectProvider<HibernateEntities> entities;

	private @Nullable BeanFactory beanFactory;

	EntityManagerFactoryPostProcessor(ObjectProvider<HibernateEntities> entities) {
		this.entities = entities;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof EntityManagerFactory factory) {
			HibernateEntities observer = this.entities.getObject();
			Executor bootstrap = bootstrapExecutor(beanName);
			if (bootstrap != null) {
				// It is still being made, and nobody is to wait for it here
				observer.observe(factory, bootstrap);
			}
			else {
				observer.observe(factory);
			}
		}
		return bean;
	}

	private @Nullable Executor bootstrapExecutor(String beanName) {
		String name = BeanFactory.FACTORY_BEAN_PREFIX + beanName;
		if (this.beanFactory == null || !this.beanFactory.containsBean(name)) {
			return null;
		}
		Object maker = this.beanFactory.getBean(name);
		return (maker instanceof AbstractEntityManagerFactoryBean factory) ? factory.getBootstrapExecutor()
				: setExecutor(maker);
	}

	/**
	 * What makes Hibernate's own factories keeps it to itself, and moves between
	 * packages.
	 */
	private static @Nullable Executor setExecutor(Object maker) {
		DirectFieldAccessor fields = new DirectFieldAccessor(maker);
		return (fields.isReadableProperty(EXECUTOR) && fields.getPropertyValue(EXECUTOR) instanceof Executor executor)
				? executor : null;
	}

}
