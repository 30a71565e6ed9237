package dev.fennel.exposition;

import java.util.List;

import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Points of infos.
 */
final class InfoPoints extends SnapshotPoints<InfoDataPointSnapshot> {

	InfoPoints(MetricMetadata metadata, List<InfoDataPointSnapshot> points) {
		super(metadata, points);
	}

	@Override
	void read(InfoDataPointSnapshot point, PointValues values) {
		values.counts[0] = 1;
	}

	@Override
	InfoDataPointSnapshot sample(InfoDataPointSnapshot point) {
		return new InfoDataPointSnapshot(point.getLabels());
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, List<InfoDataPointSnapshot> points) {
		return new InfoSnapshot(metadata, points);
	}

}
