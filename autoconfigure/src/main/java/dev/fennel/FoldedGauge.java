package dev.fennel;

import java.util.function.Supplier;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A gauge that many label sets share. Moves up and down add up; a value that is set would
 * overwrite that of another label set and is left out. The series is on the page only
 * when it has moved.
 */
final class FoldedGauge implements GaugeDataPoint {

	private final Supplier<GaugeDataPoint> delegate;

	private final CounterDataPoint folds;

	FoldedGauge(Supplier<GaugeDataPoint> delegate, CounterDataPoint folds) {
		this.delegate = delegate;
		this.folds = folds;
	}

	@Override
	public void inc(double amount) {
		this.delegate.get().inc(amount);
		this.folds.inc();
	}

	@Override
	public void incWithExemplar(double amount, Labels labels) {
		this.delegate.get().incWithExemplar(amount, labels);
		this.folds.inc();
	}

	@Override
	public void set(double value) {
		this.folds.inc();
	}

	@Override
	public void setWithExemplar(double value, Labels labels) {
		this.folds.inc();
	}

	@Override
	public double get() {
		return this.delegate.get().get();
	}

}
