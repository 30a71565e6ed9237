package dev.fennel.method;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls.
 *
 * @param points where to
 */
record CallMeter(CallPoints<CounterDataPoint> points) implements MethodMeter {

	@Override
	public boolean differs() {
		return this.points.differ();
	}

	@Override
	public void ended(double seconds, @Nullable MethodCall call) {
		this.points.of(call).inc();
	}

}
