package dev.fennel.executor;

import java.util.Arrays;

import dev.fennel.GaugeMode;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.MetricFamilyBuilder;
import dev.fennel.ReadDataPoint;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/**
 * The families of executors. The first label of each is the executor's bean name.
 */
record ExecutorFamilies(MetricFamily<DistributionDataPoint> waits, MetricFamily<DistributionDataPoint> durations,
		MetricFamily<CounterDataPoint> tasks, MetricFamily<ReadDataPoint> inProgress,
		MetricFamily<ReadDataPoint> queued, MetricFamily<ReadDataPoint> threads, MetricFamily<ReadDataPoint> maxThreads,
		MetricFamily<ReadDataPoint> oldestAge) {

	static ExecutorFamilies of(MetricFactory factory, double... buckets) {
		return new ExecutorFamilies(
				register(factory.histogram("executor_task_wait_seconds").buckets(buckets),
						"Time from the hand-over of a task that is due at once to its start"),
				register(factory.histogram("executor_task_duration_seconds").buckets(buckets),
						"Time that a task ran, or one run of a periodic one"),
				register(factory.counter("executor_tasks_total").closed("outcome"),
						"Tasks that have ended, by what came of them", "outcome"),
				gauge(factory, "executor_tasks_in_progress", "Tasks that run", GaugeMode.LIVE_SUM),
				gauge(factory, "executor_tasks_queued", "Tasks that wait for a thread or for their time",
						GaugeMode.LIVE_SUM),
				gauge(factory, "executor_threads", "Threads of the pool", GaugeMode.LIVE_SUM),
				gauge(factory, "executor_threads_max", "Threads that the executor may have", GaugeMode.LIVE_SUM),
				gauge(factory, "executor_oldest_task_age_seconds", "Time since the start of the task that runs longest",
						GaugeMode.LIVE_MAX));
	}

	private static MetricFamily<ReadDataPoint> gauge(MetricFactory factory, String name, String help, GaugeMode mode) {
		return register(factory.readGauge(name).gaugeMode(mode), help);
	}

	private static <D> MetricFamily<D> register(MetricFamilyBuilder<D> family, String help, String... further) {
		String[] labels = Arrays.copyOf(new String[] { "executor" }, further.length + 1);
		System.arraycopy(further, 0, labels, 1, further.length);
		return family.help(help).labels(labels).register();
	}

}
