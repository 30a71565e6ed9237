package dev.fennel;

import java.util.concurrent.atomic.DoubleAdder;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A gauge on which many threads move up and down without waiting for each other and
 * without garbage, which those of the client leave where two threads meet.
 */
final class UpDownDataPoint implements GaugeDataPoint, LivePoint {

	private final Labels labels;

	private final DoubleAdder value = new DoubleAdder();

	UpDownDataPoint(Labels labels) {
		this.labels = labels;
	}

	@Override
	public void inc(double amount) {
		this.value.add(amount);
	}

	@Override
	public void incWithExemplar(double amount, Labels exemplar) {
		inc(amount);
	}

	/** Moves by the difference; what moves at the same time is kept. */
	@Override
	public void set(double target) {
		this.value.add(target - this.value.sum());
	}

	@Override
	public void setWithExemplar(double target, Labels exemplar) {
		set(target);
	}

	@Override
	public double get() {
		return this.value.sum();
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
