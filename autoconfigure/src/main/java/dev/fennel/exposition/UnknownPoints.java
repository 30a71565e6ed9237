package dev.fennel.exposition;

import java.util.List;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;

/**
 * Points of families of unknown type.
 */
final class UnknownPoints extends SnapshotPoints<UnknownDataPointSnapshot> {

	UnknownPoints(MetricMetadata metadata, List<UnknownDataPointSnapshot> points) {
		super(metadata, points);
	}

	@Override
	void read(UnknownDataPointSnapshot point, PointValues values) {
		values.numbers[0] = point.getValue();
	}

	@Override
	UnknownDataPointSnapshot sample(UnknownDataPointSnapshot point) {
		return new UnknownDataPointSnapshot(SAMPLE_NUMBER, point.getLabels(), null);
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, List<UnknownDataPointSnapshot> points) {
		return new UnknownSnapshot(metadata, points);
	}

}
