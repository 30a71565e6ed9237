package dev.fennel;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A counter that refuses what is no number, as the client does what is negative: added
 * once, it would be the value for ever.
 */
final class CheckedCounter implements CounterDataPoint {

	private final CounterDataPoint delegate;

	CheckedCounter(CounterDataPoint delegate) {
		this.delegate = delegate;
	}

	@Override
	public void inc(long amount) {
		this.delegate.inc(amount);
	}

	@Override
	public void inc(double amount) {
		this.delegate.inc(checked(amount));
	}

	/** Without this the interface would lose the exemplar. */
	@Override
	public void incWithExemplar(long amount, Labels labels) {
		this.delegate.incWithExemplar(amount, labels);
	}

	@Override
	public void incWithExemplar(double amount, Labels labels) {
		this.delegate.incWithExemplar(checked(amount), labels);
	}

	@Override
	public double get() {
		return this.delegate.get();
	}

	@Override
	public long getLongValue() {
		return this.delegate.getLongValue();
	}

	private static double checked(double amount) {
		if (Double.isNaN(amount)) {
			throw new IllegalArgumentException("NaN is no amount by which a counter can rise");
		}
		return amount;
	}

}
