package dev.fennel.exposition;

import java.util.List;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * The points of a snapshot of the client.
 *
 * @param <P> the type of the points
 */
abstract class SnapshotPoints<P extends DataPointSnapshot> implements Points {

	static final double SAMPLE_NUMBER = 0.5;

	private final MetricMetadata metadata;

	private final List<P> points;

	SnapshotPoints(MetricMetadata metadata, List<P> points) {
		this.metadata = metadata;
		this.points = points;
	}

	@Override
	public final int size() {
		return this.points.size();
	}

	@Override
	public final Labels labels(int index) {
		return this.points.get(index).getLabels();
	}

	@Override
	public final boolean has(int index, PointStructure structure) {
		return has(this.points.get(index), structure);
	}

	@Override
	public final PointStructure structure(int index) {
		return structure(this.points.get(index));
	}

	@Override
	public final void read(int index, PointValues values) {
		P point = this.points.get(index);
		values.begin(point);
		read(point, values);
	}

	@Override
	public final MetricSnapshot sample(int from, int to) {
		return snapshot(this.metadata, this.points.subList(from, to).stream().map(this::sample).toList());
	}

	boolean has(P point, PointStructure structure) {
		return PointStructure.parts(point) == structure.parts();
	}

	PointStructure structure(P point) {
		return PointStructure.of(point);
	}

	static long sampleCreation(DataPointSnapshot point) {
		return point.hasCreatedTimestamp() ? SAMPLE_CREATED : 0;
	}

	abstract void read(P point, PointValues values);

	abstract P sample(P point);

	abstract MetricSnapshot snapshot(MetricMetadata metadata, List<P> points);

}
