package dev.fennel.messaging;

import java.util.EnumMap;
import java.util.Map;

import dev.fennel.Failures;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;

/**
 * The series of one listener.
 */
final class ListenerSeries {

	private static final double NANOS_PER_SECOND = 1e9;

	private final Failures failures;

	private final Map<Outcome, DistributionDataPoint> durations = new EnumMap<>(Outcome.class);

	private final GaugeDataPoint inProgress;

	ListenerSeries(ListenerMetrics metrics, String listener, String system) {
		this.failures = metrics.failures();
		for (Outcome outcome : Outcome.values()) {
			this.durations.put(outcome, metrics.durations(listener, system, outcome));
		}
		this.inProgress = metrics.inProgress(listener, system);
	}

	Delivery started() {
		return new Delivery(this);
	}

	void add(int by) {
		try {
			this.inProgress.inc(by);
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	void record(Outcome outcome, long nanos) {
		try {
			DistributionDataPoint point = this.durations.get(outcome);
			if (point != null) {
				point.observe(Math.max(0, nanos) / NANOS_PER_SECOND);
			}
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	private void notRecorded(Throwable failure) {
		this.failures.record("record what a message listener did", failure);
	}

}
