package dev.fennel.autoconfigure.method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.framework.autoproxy.ProxyCreationContext;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Conventions;

/**
 * What makes the proxies of an application.
 */
final class AutoProxies {

	/** What {@code @Proxyable} says, which Spring has from 7 on. */
	private static final String EXPOSED_INTERFACES = Conventions.getQualifiedAttributeName(AutoProxyUtils.class,
			"exposedInterfaces");

	private AutoProxies() {
	}

	/** Whether there is anything that makes proxies. */
	static boolean areMade(BeanFactory beanFactory) {
		return beanFactory.containsBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME);
	}

	/** Whether the proxy that is being made extends its class. */
	static boolean extendClass(ConfigurableListableBeanFactory beanFactory) {
		return extendClass(beanFactory, ProxyCreationContext.getCurrentProxiedBeanName());
	}

	/**
	 * Whether the proxy of a bean extends its class also where that has interfaces: as
	 * the bean says, else as the application does.
	 */
	static boolean extendClass(ConfigurableListableBeanFactory beanFactory, @Nullable String beanName) {
		if (AutoProxyUtils.shouldProxyTargetClass(beanFactory, beanName)) {
			return true;
		}
		return !exposesInterfaces(beanFactory, beanName) && (!areMade(beanFactory)
				|| beanFactory.getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME, ProxyConfig.class)
					.isProxyTargetClass());
	}

	private static boolean exposesInterfaces(ConfigurableListableBeanFactory beanFactory, @Nullable String beanName) {
		return beanName != null && beanFactory.containsBeanDefinition(beanName)
				&& beanFactory.getBeanDefinition(beanName).hasAttribute(EXPOSED_INTERFACES);
	}

}
