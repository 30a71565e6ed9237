package dev.fennel;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A data point of a counter without exemplars, which has room for fractions only once
 * there is one. Refuses what is negative, as the client does, and what is no number.
 */
final class TotalDataPoint implements CounterDataPoint, LivePoint {

	private final LongAdder whole = new LongAdder();

	private volatile @Nullable DoubleAdder fractional;

	private final Labels labels;

	private final long createdTimestampMillis = System.currentTimeMillis();

	TotalDataPoint(Labels labels) {
		this.labels = labels;
	}

	@Override
	public void inc(long amount) {
		if (amount < 0) {
			throw new IllegalArgumentException(amount + " is no amount by which a counter can rise");
		}
		this.whole.add(amount);
	}

	@Override
	public void inc(double amount) {
		if (!(amount >= 0)) {
			throw new IllegalArgumentException(amount + " is no amount by which a counter can rise");
		}
		fractional().add(amount);
	}

	@Override
	public void incWithExemplar(long amount, Labels exemplar) {
		inc(amount);
	}

	@Override
	public void incWithExemplar(double amount, Labels exemplar) {
		inc(amount);
	}

	@Override
	public double get() {
		DoubleAdder current = this.fractional;
		return (current != null) ? this.whole.sum() + current.sum() : this.whole.sum();
	}

	@Override
	public long getLongValue() {
		DoubleAdder current = this.fractional;
		return (current != null) ? this.whole.sum() + (long) current.sum() : this.whole.sum();
	}

	@Override
	public Labels labels() {
		return this.labels;
	}

	@Override
	public long createdTimestampMillis() {
		return this.createdTimestampMillis;
	}

	@Override
	public double value() {
		return get();
	}

	@Override
	public double read(long[] counts) {
		return get();
	}

	CounterDataPointSnapshot snapshot() {
		return new CounterDataPointSnapshot(get(), this.labels, null, this.createdTimestampMillis);
	}

	private DoubleAdder fractional() {
		DoubleAdder current = this.fractional;
		return (current != null) ? current : makeFractional();
	}

	private synchronized DoubleAdder makeFractional() {
		DoubleAdder current = this.fractional;
		if (current == null) {
			current = new DoubleAdder();
			this.fractional = current;
		}
		return current;
	}

}
