package dev.fennel.autoconfigure.batch;

import java.util.ArrayList;
import java.util.List;

import dev.fennel.JobEnds;
import dev.fennel.batch.BatchJobs;
import dev.fennel.batch.SpringBatchRuns;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Finds the jobs of Spring Batch among the beans. They are on the page when all beans are
 * there.
 */
final class SpringBatchJobs implements BeanPostProcessor, SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(SpringBatchJobs.class);

	private final ObjectProvider<BatchJobs> jobs;

	private final SpringBatchRuns runs;

	private final @Nullable Class<?> type;

	private final List<String> early = new ArrayList<>();

	private boolean ready;

	SpringBatchJobs(ObjectProvider<BatchJobs> jobs, ObjectProvider<JobEnds> ends) {
		this.jobs = jobs;
		this.runs = new SpringBatchRuns(jobs::getObject, () -> ends.forEach(JobEnds::ended));
		this.type = type();
	}

	private static @Nullable Class<?> type() {
		try {
			return ClassUtils.forName(SpringBatchRuns.JOB, SpringBatchJobs.class.getClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		Object job = (target != null) ? target : bean;
		if (this.type != null && this.type.isInstance(job)) {
			listen(job);
		}
		return bean;
	}

	@Override
	public synchronized void afterSingletonsInstantiated() {
		this.ready = true;
		this.early.forEach(this::expect);
		this.early.clear();
	}

	private void listen(Object job) {
		try {
			expect(this.runs.listen(job));
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private void failed(Throwable failure) {
		try {
			this.jobs.getObject().failures().record("listen to a job of Spring Batch", failure);
		}
		catch (Throwable ex) {
			logger.warn("Fennel could not listen to a job of Spring Batch", failure);
		}
	}

	/** As long as beans are being made, none is made for this. */
	private synchronized void expect(String name) {
		if (this.ready) {
			this.jobs.getObject().of(name);
		}
		else {
			this.early.add(name);
		}
	}

}
