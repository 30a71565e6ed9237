package dev.fennel.task;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/**
 * Measures all tasks of a registrar: what has been chosen to schedule them, by the
 * application or by Spring, gets each of them measured. So it must be the last to
 * configure a registrar.
 *
 * @since 0.1.0
 */
public final class MeteredTasks implements SchedulingConfigurer, AopInfrastructureBean {

	private final ScheduledTaskMetrics metrics;

	private final Subscriptions subscriptions;

	private @Nullable ScheduledExecutorService executor;

	/**
	 * Creates what measures tasks.
	 * @param metrics the families
	 */
	public MeteredTasks(ScheduledTaskMetrics metrics) {
		this.metrics = metrics;
		this.subscriptions = new Subscriptions(metrics.failures());
	}

	@Override
	public void configureTasks(ScheduledTaskRegistrar registrar) {
		this.metrics.failures().guard("measure scheduled tasks", () -> {
			TaskScheduler scheduler = registrar.getScheduler();
			if (!(scheduler instanceof MeteredTaskScheduler)) {
				TaskScheduler used = (scheduler != null) ? scheduler : ownScheduler();
				registrar.setTaskScheduler(new MeteredTaskScheduler(used, this));
			}
			this.subscriptions.observe(registrar);
		});
	}

	/**
	 * Ends what a registrar was given that would have made it for itself.
	 */
	public synchronized void close() {
		if (this.executor != null) {
			this.executor.shutdownNow();
		}
	}

	/**
	 * Returns what is scheduled in place of a task.
	 */
	Runnable measure(Runnable task) {
		try {
			Runnable inner = TaskNames.unwrap(task);
			TaskSeries series = this.metrics.expect(TaskNames.of(inner));
			if (inner instanceof ScheduledMethodRunnable method) {
				return new MeteredMethodTask(task, method, series);
			}
			boolean known = !inner.getClass().getName().startsWith(TaskNames.SPRING);
			return new MeteredTask(task,
					known ? () -> series.measure(task) : () -> this.subscriptions.run(task, series));
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure a scheduled task", ex);
			return task;
		}
	}

	/** As a registrar makes one for itself where it has none. */
	private synchronized TaskScheduler ownScheduler() {
		if (this.executor == null) {
			this.executor = Executors.newSingleThreadScheduledExecutor();
		}
		return new ConcurrentTaskScheduler(this.executor);
	}

}
