package dev.fennel.autoconfigure.push;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

import dev.fennel.push.BatchJob;
import dev.fennel.push.BatchJobs;
import dev.fennel.push.MetricsPusher;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Listens to the jobs of Spring Batch, whoever starts them. Their types have moved
 * between two generations of it, which have the same names of methods, so they are
 * reached by these.
 */
final class SpringBatchJobs implements BeanPostProcessor, AopInfrastructureBean {

	/** What all jobs that Spring Batch makes extend, on all lines. */
	static final String JOB = "org.springframework.batch.core.job.AbstractJob";

	private static final Log logger = LogFactory.getLog(SpringBatchJobs.class);

	private final ObjectProvider<BatchJobs> jobs;

	private final ObjectProvider<MetricsPusher> pusher;

	private final @Nullable Class<?> type;

	SpringBatchJobs(ObjectProvider<BatchJobs> jobs, ObjectProvider<MetricsPusher> pusher) {
		this.jobs = jobs;
		this.pusher = pusher;
		this.type = type();
	}

	private static @Nullable Class<?> type() {
		try {
			return ClassUtils.forName(JOB, SpringBatchJobs.class.getClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (this.type != null && this.type.isInstance(bean)) {
			try {
				listen(bean);
			}
			catch (ReflectiveOperationException | RuntimeException ex) {
				logger.warn("Runs of the job '%s' are not recorded".formatted(beanName), ex);
			}
		}
		return bean;
	}

	private void listen(Object job) throws ReflectiveOperationException {
		Method registration = Arrays.stream(job.getClass().getMethods())
			.filter((method) -> method.getName().equals("registerJobExecutionListener"))
			.findFirst()
			.orElseThrow(NoSuchMethodException::new);
		Class<?> listener = registration.getParameterTypes()[0];
		registration.invoke(job, Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] { listener },
				(proxy, method, arguments) -> heard(proxy, method, arguments)));
	}

	private @Nullable Object heard(Object proxy, Method method, Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			case "toString" -> "Fennel's listener";
			default -> {
				happened(method.getName(), arguments);
				yield null;
			}
		};
	}

	private void happened(String what, Object @Nullable [] arguments) {
		try {
			if (arguments != null) {
				happened(what, arguments[0]);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("A run of a job could not be recorded", ex);
		}
	}

	@SuppressWarnings("EnumOrdinal") // as Boot finds the exit code of a process
	private void happened(String what, Object execution) {
		BatchJob job = this.jobs.getObject().of((String) get(get(execution, "getJobInstance"), "getJobName"));
		if (what.equals("beforeJob")) {
			job.started();
		}
		else if (what.equals("afterJob")) {
			int code = ((Enum<?>) get(execution, "getStatus")).ordinal();
			job.ended(code == 0, code);
			this.pusher.ifAvailable(MetricsPusher::pushSoon);
		}
	}

	private static Object get(Object target, String getter) {
		Method method = ReflectionUtils.findMethod(target.getClass(), getter);
		Object value = (method != null) ? ReflectionUtils.invokeMethod(method, target) : null;
		if (value == null) {
			throw new IllegalStateException("%s has no %s".formatted(target.getClass().getName(), getter));
		}
		return value;
	}

}
