package dev.fennel.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * The types by which an application may ask for its beans.
 *
 * @since 0.1.0
 */
public final class DeclaredTypes {

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * Creates one.
	 * @param beanFactory knows the definitions
	 */
	public DeclaredTypes(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * What a bean is declared as: by the method that makes it, or by its class.
	 * @param beanName the bean's name
	 * @return the type, null if it is not known
	 */
	public @Nullable Class<?> of(String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return null;
		}
		ResolvableType type = this.beanFactory.getMergedBeanDefinition(beanName).getResolvableType();
		return FactoryBean.class.isAssignableFrom(type.toClass()) ? type.as(FactoryBean.class).getGeneric().resolve()
				: type.resolve();
	}

}
