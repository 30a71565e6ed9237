package dev.fennel.autoconfigure.executor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.scheduling.TaskScheduler;

/**
 * Has each executor and scheduler measured that is a bean, but not its scoped proxies,
 * whose targets are.
 */
final class ExecutorBeanPostProcessor implements SmartInstantiationAwareBeanPostProcessor, AopInfrastructureBean {

	private final ObjectProvider<ExecutorMetering> metering;

	/** Those that another bean got before they were complete. */
	private final Set<String> early = ConcurrentHashMap.newKeySet();

	ExecutorBeanPostProcessor(ObjectProvider<ExecutorMetering> metering) {
		this.metering = metering;
	}

	/** Ahead of time, so that a native image has the class. */
	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		try {
			return (isExecutor(beanClass) && ExecutorSubclass.isPossible(beanClass)) ? ExecutorSubclass.type(beanClass)
					: beanClass;
		}
		catch (RuntimeException | LinkageError ex) {
			return beanClass;
		}
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		if (isExecutor(bean.getClass())) {
			this.early.add(beanName);
		}
		return measure(bean, beanName);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return this.early.remove(beanName) ? bean : measure(bean, beanName);
	}

	private Object measure(Object bean, String beanName) {
		if (isExecutor(bean.getClass()) && !ExecutorStandIn.isOne(bean)) {
			ExecutorMetering available = this.metering.getIfAvailable();
			return (available != null) ? available.measure(bean, beanName) : bean;
		}
		return bean;
	}

	private static boolean isExecutor(Class<?> type) {
		return (Executor.class.isAssignableFrom(type) || TaskScheduler.class.isAssignableFrom(type))
				&& !AopInfrastructureBean.class.isAssignableFrom(type);
	}

}
