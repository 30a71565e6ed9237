package dev.fennel.push;

import dev.fennel.Gauges;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/**
 * The families about pushes.
 */
final class PushFamilies {

	private static final String SUCCESS = "success";

	private static final String FAILURE = "failure";

	private final MetricFamily<CounterDataPoint> pushes;

	private final MetricFamily<GaugeDataPoint> lastSuccess;

	PushFamilies(MetricFactory metrics) {
		this.pushes = metrics.counter("fennel_push_total")
			.help("Pushes that have ended, with all their retries")
			.labels("target", "outcome")
			.closed("target", "outcome")
			.register();
		this.lastSuccess = metrics.gauge("fennel_push_last_success_timestamp_seconds")
			.help("When the last push that succeeded has ended")
			.labels("target")
			.closed("target")
			.register();
	}

	/** Has the series of a target on the page. */
	void expect(PushTarget target) {
		this.pushes.labelValues(target.name(), SUCCESS);
		this.pushes.labelValues(target.name(), FAILURE);
	}

	void succeeded(PushTarget target) {
		this.pushes.labelValues(target.name(), SUCCESS).inc();
		Gauges.setToCurrentTime(this.lastSuccess.labelValues(target.name()));
	}

	void failed(PushTarget target) {
		this.pushes.labelValues(target.name(), FAILURE).inc();
	}

}
