package dev.fennel.method;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Observes the durations of calls.
 *
 * @param points where to
 */
record DurationMeter(CallPoints<DistributionDataPoint> points) implements MethodMeter {

	@Override
	public boolean differs() {
		return this.points.differ();
	}

	@Override
	public boolean isTimed() {
		return true;
	}

	@Override
	public void ended(double seconds, @Nullable MethodCall call) {
		this.points.of(call).observe(seconds);
	}

}
