package dev.fennel.task;

import dev.fennel.Buckets;
import dev.fennel.Failures;
import dev.fennel.GaugeMode;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of scheduled tasks.
 *
 * @since 0.1.0
 */
public final class ScheduledTaskMetrics implements AopInfrastructureBean {

	private final MetricFamily<DistributionDataPoint> durations;

	private final MetricFamily<GaugeDataPoint> inProgress;

	private final MetricFamily<GaugeDataPoint> lastSuccess;

	private final Failures failures;

	/**
	 * Creates the families.
	 * @param metrics makes the families
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public ScheduledTaskMetrics(MetricFactory metrics, double... buckets) {
		this.durations = metrics.histogram("scheduled_task_duration_seconds")
			.help("Time that runs of a scheduled task took")
			.labels("task", "outcome")
			.closed("outcome")
			.buckets(Buckets.requireRising("fennel.task.buckets", buckets))
			.register();
		this.inProgress = metrics.upDownCounter("scheduled_tasks_in_progress")
			.help("Runs of a scheduled task that have begun and not ended")
			.labels("task")
			.register();
		this.lastSuccess = metrics.gauge("scheduled_task_last_success_timestamp_seconds")
			.help("When the last run of a scheduled task that succeeded has ended")
			.labels("task")
			.gaugeMode(GaugeMode.MAX)
			.register();
		this.failures = new Failures(metrics, "task");
	}

	/**
	 * Returns where failures of this feature go.
	 * @return the one place
	 */
	public Failures failures() {
		return this.failures;
	}

	/** A task, which is on the page from now on. */
	TaskSeries expect(String task) {
		return new TaskSeries(this, task);
	}

	DistributionDataPoint duration(String task, String outcome) {
		return this.durations.labelValues(task, outcome);
	}

	GaugeDataPoint inProgress(String task) {
		return this.inProgress.labelValues(task);
	}

	GaugeDataPoint lastSuccess(String task) {
		return this.lastSuccess.labelValues(task);
	}

}
