package dev.fennel.batch;

import dev.fennel.Buckets;
import dev.fennel.GaugeMode;
import dev.fennel.Gauges;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/**
 * The families of jobs.
 */
final class JobFamilies {

	private static final String SUCCESS = "success";

	private static final String FAILURE = "failure";

	private final MetricFamily<DistributionDataPoint> durations;

	private final MetricFamily<GaugeDataPoint> inProgress;

	private final MetricFamily<GaugeDataPoint> lastStart;

	private final MetricFamily<GaugeDataPoint> lastSuccess;

	private final MetricFamily<GaugeDataPoint> exitCode;

	JobFamilies(MetricFactory metrics, double... buckets) {
		this.durations = metrics.histogram("batch_job_duration_seconds")
			.help("Time that runs of a job took")
			.labels("name", "outcome")
			.closed("outcome")
			.buckets(Buckets.requireRising("fennel.task.buckets", buckets))
			.register();
		this.inProgress = metrics.upDownCounter("batch_jobs_in_progress")
			.help("Runs of a job that have begun and not ended")
			.labels("name")
			.register();
		this.lastStart = gauge(metrics, "batch_job_last_start_timestamp_seconds", "When the last run of a job began",
				GaugeMode.MAX);
		this.lastSuccess = gauge(metrics, "batch_job_last_success_timestamp_seconds",
				"When the last run of a job that succeeded has ended", GaugeMode.MAX);
		this.exitCode = gauge(metrics, "batch_job_exit_code", "Exit code of the last run of a job",
				GaugeMode.MOST_RECENT);
	}

	void expect(String name) {
		this.durations.labelValues(name, SUCCESS);
		this.durations.labelValues(name, FAILURE);
		this.inProgress.labelValues(name);
	}

	void started(String name) {
		this.inProgress.labelValues(name).inc();
		Gauges.setToCurrentTime(this.lastStart.labelValues(name));
	}

	void left(String name) {
		this.inProgress.labelValues(name).dec();
	}

	void ended(String name, double seconds, int code) {
		boolean succeeded = code == 0;
		this.durations.labelValues(name, succeeded ? SUCCESS : FAILURE).observe(seconds);
		if (succeeded) {
			Gauges.setToCurrentTime(this.lastSuccess.labelValues(name));
		}
		exits(name, code);
	}

	void exits(String name, int code) {
		this.exitCode.labelValues(name).set(code);
	}

	/** A job and its service, which share a page, are rarely one process. */
	private static MetricFamily<GaugeDataPoint> gauge(MetricFactory metrics, String name, String help, GaugeMode mode) {
		return metrics.gauge(name).help(help).labels("name").gaugeMode(mode).register();
	}

}
