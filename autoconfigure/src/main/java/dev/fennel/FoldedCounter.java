package dev.fennel;

import java.util.function.Supplier;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A counter that many label sets share: each record also counts as folded.
 */
final class FoldedCounter implements CounterDataPoint {

	private final CounterDataPoint delegate;

	private final CounterDataPoint folds;

	FoldedCounter(Supplier<CounterDataPoint> delegate, CounterDataPoint folds) {
		this.delegate = delegate.get();
		this.folds = folds;
	}

	@Override
	public void inc(long amount) {
		this.delegate.inc(amount);
		this.folds.inc();
	}

	@Override
	public void inc(double amount) {
		this.delegate.inc(amount);
		this.folds.inc();
	}

	@Override
	public void incWithExemplar(long amount, Labels labels) {
		this.delegate.incWithExemplar(amount, labels);
		this.folds.inc();
	}

	@Override
	public void incWithExemplar(double amount, Labels labels) {
		this.delegate.incWithExemplar(amount, labels);
		this.folds.inc();
	}

	@Override
	public double get() {
		return this.delegate.get();
	}

	@Override
	public long getLongValue() {
		return this.delegate.getLongValue();
	}

}
