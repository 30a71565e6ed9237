package dev.fennel;

import java.util.List;
import java.util.function.Function;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * A family of points that are read when they are written.
 *
 * @since 0.1.0
 */
public final class LiveFamily implements CollectedFamily {

	private final MetricSnapshot kind;

	private final double[] upperBounds;

	private final List<? extends LivePoint> points;

	private final Function<List<? extends LivePoint>, MetricSnapshot> snapshots;

	LiveFamily(MetricSnapshot kind, double[] upperBounds, List<? extends LivePoint> points,
			Function<List<? extends LivePoint>, MetricSnapshot> snapshots) {
		this.kind = kind;
		this.upperBounds = upperBounds;
		this.points = points;
		this.snapshots = snapshots;
	}

	@Override
	public MetricSnapshot kind() {
		return this.kind;
	}

	@Override
	public int size() {
		return this.points.size();
	}

	@Override
	public Labels labels(int index) {
		return this.points.get(index).labels();
	}

	@Override
	public MetricSnapshot snapshot() {
		return this.snapshots.apply(this.points);
	}

	/**
	 * Makes the snapshot of some points.
	 * @param from the first of them
	 * @param to the first that is not one of them
	 * @return the snapshot
	 */
	public MetricSnapshot snapshot(int from, int to) {
		return this.snapshots.apply(this.points.subList(from, to));
	}

	/**
	 * Returns a point.
	 * @param index which of the points
	 * @return the point
	 */
	public LivePoint point(int index) {
		return this.points.get(index);
	}

	/**
	 * Returns the upper bounds of the buckets that all points have.
	 * @return the bounds, the last one infinite; none where this is no histogram; not a
	 * copy
	 */
	public double[] upperBounds() {
		return this.upperBounds;
	}

}
