package dev.fennel.exposition;

import dev.fennel.LiveFamily;
import dev.fennel.LivePoint;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Points of Fennel's own, of which nothing is copied.
 */
final class LivePoints implements Points {

	private final LiveFamily family;

	private final double[] bounds;

	LivePoints(LiveFamily family) {
		this.family = family;
		this.bounds = family.upperBounds();
	}

	@Override
	public int size() {
		return this.family.size();
	}

	@Override
	public Labels labels(int index) {
		return this.family.labels(index);
	}

	@Override
	public boolean has(int index, PointStructure structure) {
		return structure.isOf(this.family.point(index), this.bounds);
	}

	@Override
	public PointStructure structure(int index) {
		return PointStructure.of(this.family.point(index), this.bounds);
	}

	@Override
	public void read(int index, PointValues values) {
		LivePoint point = this.family.point(index);
		values.begin(point.createdTimestampMillis());
		values.reserve(this.bounds.length);
		long[] counts = values.counts;
		values.numbers[0] = point.read(counts);
		long cumulative = 0;
		for (int i = 0; i < this.bounds.length; i++) {
			cumulative += counts[i];
			counts[i] = cumulative;
		}
	}

	@Override
	public MetricSnapshot sample(int from, int to) {
		Points snapshot = Points.of(this.family.snapshot(from, to));
		if (snapshot == null) {
			throw new IllegalStateException("No points of " + this.family.name());
		}
		return snapshot.sample(0, to - from);
	}

}
