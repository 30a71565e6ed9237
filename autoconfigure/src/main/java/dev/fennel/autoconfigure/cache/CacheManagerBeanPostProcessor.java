package dev.fennel.autoconfigure.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.fennel.autoconfigure.Measuring;
import dev.fennel.autoconfigure.Mocks;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.cache.CacheManager;

/**
 * Has each cache manager measured that is a bean, but not its scoped proxies, whose
 * targets are.
 */
final class CacheManagerBeanPostProcessor implements SmartInstantiationAwareBeanPostProcessor, AopInfrastructureBean {

	private final ObjectProvider<CacheMetering> metering;

	private final ObjectProvider<Measuring> measuring;

	/** Those that another bean got before they were complete. */
	private final Set<String> early = ConcurrentHashMap.newKeySet();

	CacheManagerBeanPostProcessor(ObjectProvider<CacheMetering> metering, ObjectProvider<Measuring> measuring) {
		this.metering = metering;
		this.measuring = measuring;
	}

	/** Ahead of time, so that a native image has the class. */
	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		try {
			return (isManager(beanClass) && CacheManagerSubclass.isPossible(beanClass))
					? CacheManagerSubclass.type(beanClass) : beanClass;
		}
		catch (RuntimeException | LinkageError ex) {
			return beanClass;
		}
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		if (bean instanceof CacheManager) {
			this.early.add(beanName);
		}
		return measure(bean, beanName);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return this.early.remove(beanName) ? bean : measure(bean, beanName);
	}

	private Object measure(Object bean, String beanName) {
		if (bean instanceof CacheManager manager && isManager(bean.getClass()) && !Mocks.isOne(bean)) {
			CacheMetering available = this.measuring.getObject().find(this.metering, "cache");
			return (available != null) ? available.measure(manager, beanName) : bean;
		}
		return bean;
	}

	private static boolean isManager(Class<?> type) {
		return CacheManager.class.isAssignableFrom(type) && !AopInfrastructureBean.class.isAssignableFrom(type);
	}

}
