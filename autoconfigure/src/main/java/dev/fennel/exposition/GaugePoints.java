package dev.fennel.exposition;

import java.util.List;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Points of gauges.
 */
final class GaugePoints extends SnapshotPoints<GaugeDataPointSnapshot> {

	GaugePoints(MetricMetadata metadata, List<GaugeDataPointSnapshot> points) {
		super(metadata, points);
	}

	@Override
	void read(GaugeDataPointSnapshot point, PointValues values) {
		values.numbers[0] = point.getValue();
	}

	@Override
	GaugeDataPointSnapshot sample(GaugeDataPointSnapshot point) {
		return new GaugeDataPointSnapshot(SAMPLE_NUMBER, point.getLabels(), null);
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, List<GaugeDataPointSnapshot> points) {
		return new GaugeSnapshot(metadata, points);
	}

}
