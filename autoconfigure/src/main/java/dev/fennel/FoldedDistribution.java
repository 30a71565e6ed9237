package dev.fennel;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A histogram or summary that many label sets share: each observation also counts as
 * folded.
 */
final class FoldedDistribution implements DistributionDataPoint {

	private final DistributionDataPoint delegate;

	private final CounterDataPoint folds;

	private final LongAdder count = new LongAdder();

	private final DoubleAdder sum = new DoubleAdder();

	FoldedDistribution(Supplier<DistributionDataPoint> delegate, CounterDataPoint folds) {
		this.delegate = delegate.get();
		this.folds = folds;
	}

	@Override
	public void observe(double value) {
		this.delegate.observe(value);
		folded(value);
	}

	@Override
	public void observeWithExemplar(double value, Labels labels) {
		this.delegate.observeWithExemplar(value, labels);
		folded(value);
	}

	/**
	 * Part of the interface from client 1.5 on.
	 * @return how much was observed here
	 */
	@SuppressWarnings("MissingOverride")
	public long getCount() {
		return this.count.sum();
	}

	/**
	 * Part of the interface from client 1.5 on.
	 * @return the sum of what was observed here
	 */
	@SuppressWarnings("MissingOverride")
	public double getSum() {
		return this.sum.sum();
	}

	/** As the client has it, what is no number is no observation. */
	private void folded(double value) {
		if (Double.isNaN(value)) {
			return;
		}
		this.count.increment();
		this.sum.add(value);
		this.folds.inc();
	}

}
