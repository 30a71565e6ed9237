package dev.fennel;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A data point of a classic histogram without exemplars: what the client's shows, in a
 * quarter of the memory.
 */
final class HistogramDataPoint extends StripedCells implements DistributionDataPoint, LivePoint {

	private final double[] upperBounds;

	private final Labels labels;

	private final long createdTimestampMillis = System.currentTimeMillis();

	/**
	 * Creates a data point without observations.
	 * @param upperBounds rising, the last one infinite; not copied, since all data points
	 * of a family share it
	 */
	HistogramDataPoint(double[] upperBounds, Labels labels) {
		super(upperBounds.length);
		this.upperBounds = upperBounds;
		this.labels = labels;
	}

	/** What is no number is in no bucket and is left out, as the client does. */
	@Override
	public void observe(double value) {
		double[] bounds = this.upperBounds;
		for (int i = 0; i < bounds.length; i++) {
			if (value <= bounds[i]) {
				record(i, value);
				return;
			}
		}
	}

	@Override
	public void observeWithExemplar(double value, Labels exemplar) {
		observe(value);
	}

	/**
	 * Part of the interface from client 1.5 on.
	 * @return how much was observed
	 */
	@SuppressWarnings("MissingOverride")
	public long getCount() {
		return count();
	}

	/**
	 * Part of the interface from client 1.5 on.
	 * @return the sum of what was observed
	 */
	@SuppressWarnings("MissingOverride")
	public double getSum() {
		return sum();
	}

	@Override
	public Labels labels() {
		return this.labels;
	}

	/** The upper bounds of the buckets; not a copy. */
	double[] upperBounds() {
		return this.upperBounds;
	}

	@Override
	public double value() {
		return sum();
	}

	@Override
	public long createdTimestampMillis() {
		return this.createdTimestampMillis;
	}

	HistogramDataPointSnapshot snapshot() {
		long[] counts = new long[this.upperBounds.length];
		double sum = read(counts);
		return new HistogramDataPointSnapshot(ClassicHistogramBuckets.of(this.upperBounds, counts), sum, this.labels,
				Exemplars.EMPTY, this.createdTimestampMillis);
	}

}
