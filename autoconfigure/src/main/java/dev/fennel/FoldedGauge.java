package dev.fennel;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A gauge that many label sets share. Moves up and down add up; a value that is set would
 * overwrite that of another label set and is left out.
 */
final class FoldedGauge implements GaugeDataPoint {

	private final GaugeDataPoint delegate;

	private final CounterDataPoint folds;

	FoldedGauge(GaugeDataPoint delegate, CounterDataPoint folds) {
		this.delegate = delegate;
		this.folds = folds;
	}

	@Override
	public void inc(double amount) {
		this.delegate.inc(amount);
		this.folds.inc();
	}

	@Override
	public void incWithExemplar(double amount, Labels labels) {
		this.delegate.incWithExemplar(amount, labels);
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
		return this.delegate.get();
	}

}
