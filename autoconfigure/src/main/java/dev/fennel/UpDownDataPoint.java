package dev.fennel;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A gauge on which many threads move up and down without waiting for each other and
 * without garbage, which those of the client leave where two threads meet.
 */
final class UpDownDataPoint implements GaugeDataPoint, LivePoint {

	private final Labels labels;

	private final LongAdder ups = new LongAdder();

	private final LongAdder downs = new LongAdder();

	/** Steps that are not of one. */
	private final DoubleAdder others = new DoubleAdder();

	UpDownDataPoint(Labels labels) {
		this.labels = labels;
	}

	@Override
	public void inc(double amount) {
		if (amount == 1) {
			this.ups.increment();
		}
		else if (amount == -1) {
			this.downs.increment();
		}
		else {
			this.others.add(amount);
		}
	}

	@Override
	public void incWithExemplar(double amount, Labels exemplar) {
		inc(amount);
	}

	/**
	 * Moves by the difference; what moves at the same time is kept, unless there was no
	 * number to move from.
	 */
	@Override
	public synchronized void set(double target) {
		if (!Double.isFinite(this.others.sum())) {
			this.others.reset();
		}
		this.others.add(target - get());
	}

	@Override
	public void setWithExemplar(double target, Labels exemplar) {
		set(target);
	}

	/**
	 * Each step of one down that is seen followed one up, which is looked for after it:
	 * what cannot be less than nothing is never read as if it was.
	 */
	@Override
	public double get() {
		long down = this.downs.sum();
		double value = this.others.sum() - down;
		return value + this.ups.sum();
	}

	@Override
	public Labels labels() {
		return this.labels;
	}

	@Override
	public long createdTimestampMillis() {
		return 0;
	}

	@Override
	public double value() {
		return get();
	}

	@Override
	public double read(long[] counts) {
		return get();
	}

	GaugeDataPointSnapshot snapshot() {
		return GaugeDataPointSnapshot.builder().labels(this.labels).value(get()).build();
	}

}
