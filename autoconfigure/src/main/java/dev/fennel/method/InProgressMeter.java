package dev.fennel.method;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls up and down. What went up at a call's beginning comes down at its end,
 * whatever its labels would be by then.
 *
 * @param points where to
 * @param slot where a call keeps its data point if these differ by call
 */
record InProgressMeter(CallPoints<GaugeDataPoint> points, int slot) implements MethodMeter {

	@Override
	public boolean differs() {
		return this.points.differ();
	}

	@Override
	public void entered(@Nullable MethodCall call) {
		GaugeDataPoint point = this.points.of(call);
		point.inc();
		if (call != null && differs()) {
			call.keep(this.slot, point);
		}
	}

	@Override
	public void left(@Nullable MethodCall call) {
		if (call != null && !call.isEntered()) {
			return;
		}
		GaugeDataPoint point = (call != null && differs()) ? call.kept(this.slot) : this.points.of(null);
		if (point != null) {
			point.dec();
		}
	}

	@Override
	public void ended(double seconds, @Nullable MethodCall call) {
		left(call);
	}

}
