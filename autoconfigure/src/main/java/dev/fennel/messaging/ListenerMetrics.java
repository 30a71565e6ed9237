package dev.fennel.messaging;

import dev.fennel.Buckets;
import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of message listeners.
 *
 * @since 0.1.0
 */
public final class ListenerMetrics implements AopInfrastructureBean {

	private final Failures failures;

	private final MetricFamily<DistributionDataPoint> durations;

	private final MetricFamily<GaugeDataPoint> inProgress;

	/**
	 * Creates the families.
	 * @param factory makes the families
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public ListenerMetrics(MetricFactory factory, double... buckets) {
		this.failures = new Failures(factory, "task");
		this.durations = factory.histogram("message_listener_duration_seconds")
			.help("Time that a listener spent on a message or a batch, by what came of it")
			.labels("listener", "system", "outcome")
			.closed("system", "outcome")
			.buckets(Buckets.requireRising("fennel.task.buckets", buckets))
			.register();
		this.inProgress = factory.upDownCounter("message_listener_in_progress")
			.help("Messages and batches on which listeners are at work")
			.labels("listener", "system")
			.closed("system")
			.register();
	}

	/**
	 * Returns where failures of this feature go.
	 * @return the one place
	 */
	public Failures failures() {
		return this.failures;
	}

	ListenerSeries series(String listener, String system) {
		return new ListenerSeries(this, listener, system);
	}

	DistributionDataPoint durations(String listener, String system, Outcome outcome) {
		return this.durations.labelValues(listener, system, outcome.label());
	}

	GaugeDataPoint inProgress(String listener, String system) {
		return this.inProgress.labelValues(listener, system);
	}

}
