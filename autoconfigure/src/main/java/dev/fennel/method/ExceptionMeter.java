package dev.fennel.method;

import dev.fennel.ExceptionTypes;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Counts exceptions of some types. That of a cancelled call counts only where it is asked
 * for by name.
 */
final class ExceptionMeter implements MethodMeter {

	private final MetricFamily<CounterDataPoint> family;

	private final MethodLabels labels;

	private final ExceptionTypes types;

	ExceptionMeter(MetricFamily<CounterDataPoint> family, MethodLabels labels, ExceptionTypes types) {
		this.family = family;
		this.labels = labels;
		this.types = types;
	}

	@Override
	public boolean differs() {
		return false;
	}

	@Override
	public void ended(double seconds, @Nullable MethodCall call) {
		Throwable error = (call != null) ? call.error() : null;
		if (call != null && error != null && this.types.include(error)) {
			this.family.labelValues(this.labels.values(call)).inc();
		}
	}

}
