package dev.fennel.autoconfigure.executor;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import dev.fennel.autoconfigure.Measuring;
import dev.fennel.autoconfigure.Mocks;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.ClassUtils;

/**
 * Has each executor and scheduler measured that is a bean, but not its scoped proxies,
 * whose targets are.
 */
final class ExecutorBeanPostProcessor implements SmartInstantiationAwareBeanPostProcessor, AopInfrastructureBean {

	/** Whose executors run tasks in other processes, which know nothing of Fennel. */
	private static final List<String> REMOTE = List.of("com.hazelcast.", "com.tangosol.", "org.apache.ignite.",
			"org.infinispan.", "org.redisson.");

	private final ObjectProvider<ExecutorMetering> metering;

	private final ObjectProvider<Measuring> measuring;

	/** Those that another bean got before they were complete. */
	private final Set<String> early = ConcurrentHashMap.newKeySet();

	ExecutorBeanPostProcessor(ObjectProvider<ExecutorMetering> metering, ObjectProvider<Measuring> measuring) {
		this.metering = metering;
		this.measuring = measuring;
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
		if (isExecutor(bean.getClass()) && !ExecutorStandIn.isOne(bean) && !Mocks.isOne(bean)) {
			ExecutorMetering available = this.measuring.getObject().find(this.metering, "task");
			return (available != null) ? available.measure(bean, beanName) : bean;
		}
		return bean;
	}

	private static boolean isExecutor(Class<?> type) {
		return (Executor.class.isAssignableFrom(type) || TaskScheduler.class.isAssignableFrom(type))
				&& !AopInfrastructureBean.class.isAssignableFrom(type) && !isRemote(type);
	}

	private static boolean isRemote(Class<?> type) {
		return Stream.concat(Stream.of(type), ClassUtils.getAllInterfacesForClassAsSet(type).stream())
			.anyMatch((each) -> REMOTE.stream().anyMatch(each.getName()::startsWith));
	}

}
