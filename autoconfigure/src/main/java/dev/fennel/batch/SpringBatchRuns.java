package dev.fennel.batch;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Listens to the jobs of Spring Batch, whoever starts them. Their types have moved
 * between two generations of it, which have the same names of methods, so they are
 * reached by these.
 *
 * @since 0.1.0
 */
public final class SpringBatchRuns {

	/** What all jobs that Spring Batch makes extend, in both generations. */
	public static final String JOB = "org.springframework.batch.core.job.AbstractJob";

	private static final double NANOS_PER_SECOND = 1e9;

	private static final Log logger = LogFactory.getLog(SpringBatchRuns.class);

	private final Supplier<BatchJobs> jobs;

	private final Runnable afterEnd;

	private final IdentityHashMap<Object, Run> runs = new IdentityHashMap<>();

	/**
	 * Creates what listens.
	 * @param jobs who records runs, asked when there is something to record
	 * @param afterEnd called when a run has ended
	 */
	public SpringBatchRuns(Supplier<BatchJobs> jobs, Runnable afterEnd) {
		this.jobs = jobs;
		this.afterEnd = afterEnd;
	}

	/**
	 * Listens to a job.
	 * @param job the job
	 * @return its name
	 * @throws ReflectiveOperationException if it has not what jobs of Spring Batch have
	 */
	public String listen(Object job) throws ReflectiveOperationException {
		Method registration = Arrays.stream(job.getClass().getMethods())
			.filter((method) -> method.getName().equals("registerJobExecutionListener"))
			.findFirst()
			.orElseThrow(NoSuchMethodException::new);
		Class<?> listener = registration.getParameterTypes()[0];
		registration.invoke(job, Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] { listener },
				(proxy, method, arguments) -> heard(proxy, method, arguments)));
		return (String) get(job, "getName");
	}

	private @Nullable Object heard(Object proxy, Method method, Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			case "toString" -> "Fennel's listener";
			default -> {
				if (arguments != null) {
					record(method.getName(), arguments[0]);
				}
				yield null;
			}
		};
	}

	private void record(String what, Object execution) {
		try {
			BatchJobs recorded = this.jobs.get();
			recorded.failures()
				.guard("record a run of a job of Spring Batch", () -> happened(what, execution, recorded));
		}
		catch (Throwable ex) {
			logger.warn("Fennel could not record a run of a job of Spring Batch", ex);
		}
	}

	private void happened(String what, Object execution, BatchJobs recorded) {
		BatchJob job = recorded.of((String) get(get(execution, "getJobInstance"), "getJobName"));
		if (what.equals("beforeJob")) {
			begin(job, execution);
		}
		else if (what.equals("afterJob")) {
			end(job, execution);
			this.afterEnd.run();
		}
	}

	private synchronized Run begin(BatchJob job, Object execution) {
		this.runs.values().removeIf((run) -> run.isLost(job) && run.leave());
		Run run = new Run(job, Thread.currentThread(), System.nanoTime());
		this.runs.put(execution, run);
		job.started();
		return run;
	}

	/** What was refused, or stopped, before it could begin has ended nonetheless. */
	@SuppressWarnings("EnumOrdinal") // as Boot finds the exit code of a process
	private synchronized void end(BatchJob job, Object execution) {
		Run begun = this.runs.remove(execution);
		Run run = (begun != null) ? begun : begin(job, execution);
		this.runs.remove(execution);
		job.ended((System.nanoTime() - run.start()) / NANOS_PER_SECOND,
				((Enum<?>) get(execution, "getStatus")).ordinal());
	}

	private static Object get(Object target, String getter) {
		Method method = ReflectionUtils.findMethod(target.getClass(), getter);
		Object value = (method != null) ? ReflectionUtils.invokeMethod(method, target) : null;
		if (value == null) {
			throw new IllegalStateException("%s has no %s".formatted(target.getClass().getName(), getter));
		}
		return value;
	}

	/**
	 * A run, which begins and ends in one thread.
	 *
	 * @param job the job
	 * @param thread the thread
	 * @param start when it began, in nanoseconds
	 */
	private record Run(BatchJob job, Thread thread, long start) {

		/** Spring Batch 6 does not tell of an end that its repository could not store. */
		boolean isLost(BatchJob next) {
			return !this.thread.isAlive() || (this.thread == Thread.currentThread() && this.job == next);
		}

		boolean leave() {
			this.job.left();
			return true;
		}

	}

}
