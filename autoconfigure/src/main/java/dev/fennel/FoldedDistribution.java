package dev.fennel;

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

	FoldedDistribution(DistributionDataPoint delegate, CounterDataPoint folds) {
		this.delegate = delegate;
		this.folds = folds;
	}

	@Override
	public void observe(double value) {
		this.delegate.observe(value);
		this.folds.inc();
	}

	@Override
	public void observeWithExemplar(double value, Labels labels) {
		this.delegate.observeWithExemplar(value, labels);
		this.folds.inc();
	}

	/**
	 * Asked for by clients from 1.5 on only, and by none of them while recording.
	 * @return nothing
	 * @throws UnsupportedOperationException always
	 */
	@SuppressWarnings("MissingOverride")
	public long getCount() {
		throw new UnsupportedOperationException("A folded series has no count of its own: read the page");
	}

	/**
	 * Asked for by clients from 1.5 on only, and by none of them while recording.
	 * @return nothing
	 * @throws UnsupportedOperationException always
	 */
	@SuppressWarnings("MissingOverride")
	public double getSum() {
		throw new UnsupportedOperationException("A folded series has no sum of its own: read the page");
	}

}
