package dev.fennel.autoconfigure.executor;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.util.ClassUtils;

/**
 * Has each executor and scheduler measured that is a bean, but not its scoped proxies,
 * whose targets are.
 */
final class ExecutorBeanPostProcessor
		implements SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton, AopInfrastructureBean {

	/** Whose executors run tasks in other processes, which know nothing of Fennel. */
	private static final List<String> REMOTE = List.of("com.hazelcast.", "com.tangosol.", "org.apache.ignite.",
			"org.infinispan.", "org.redisson.");

	private static final Log logger = LogFactory.getLog(ExecutorBeanPostProcessor.class);

	private final ObjectProvider<ExecutorMetering> metering;

	private final ObjectProvider<MetricFactory> metrics;

	/** Those that another bean got before they were complete. */
	private final Set<String> early = ConcurrentHashMap.newKeySet();

	private volatile boolean started;

	ExecutorBeanPostProcessor(ObjectProvider<ExecutorMetering> metering, ObjectProvider<MetricFactory> metrics) {
		this.metering = metering;
		this.metrics = metrics;
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
	public void afterSingletonsInstantiated() {
		this.started = true;
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
			ExecutorMetering available = metering();
			return (available != null) ? available.measure(bean, beanName) : bean;
		}
		return bean;
	}

	/** A wrong set-up stops the start, but nothing that is made later. */
	private @Nullable ExecutorMetering metering() {
		if (!this.started) {
			return this.metering.getIfAvailable();
		}
		try {
			return this.metering.getIfAvailable();
		}
		catch (Throwable ex) {
			failed(ex);
			return null;
		}
	}

	private void failed(Throwable failure) {
		try {
			new Failures(this.metrics.getObject(), "task").record("measure an executor", failure);
		}
		catch (Throwable ex) {
			logger.warn("Fennel could not measure an executor", failure);
		}
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
