package dev.fennel.task;

import dev.fennel.Gauges;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The series of one task. That of its last success is not on the page before there was
 * one.
 */
final class TaskSeries {

	private final ScheduledTaskMetrics metrics;

	private final String task;

	private final DistributionDataPoint successes;

	private final DistributionDataPoint failures;

	private final GaugeDataPoint inProgress;

	private volatile @Nullable GaugeDataPoint lastSuccess;

	TaskSeries(ScheduledTaskMetrics metrics, String task) {
		this.metrics = metrics;
		this.task = task;
		this.successes = metrics.duration(task, "success");
		this.failures = metrics.duration(task, "failure");
		this.inProgress = metrics.inProgress(task);
	}

	/** Begins a run. */
	TaskRun start() {
		return new TaskRun(this);
	}

	/** Runs a task to its end. */
	void measure(Runnable task) {
		TaskRun run = start();
		try {
			task.run();
		}
		catch (Throwable ex) {
			run.failed();
			throw ex;
		}
		run.succeeded();
	}

	void entered() {
		this.inProgress.inc();
	}

	void left() {
		this.inProgress.dec();
	}

	void succeeded(double seconds) {
		this.successes.observe(seconds);
		GaugeDataPoint point = this.lastSuccess;
		if (point == null) {
			point = this.metrics.lastSuccess(this.task);
			this.lastSuccess = point;
		}
		Gauges.setToCurrentTime(point);
	}

	void failed(double seconds) {
		this.failures.observe(seconds);
	}

	void guard(Runnable record) {
		this.metrics.failures().guard("record a run of a scheduled task", record);
	}

}
