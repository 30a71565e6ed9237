package dev.fennel.exposition;

import java.util.List;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Points of counters.
 */
final class CounterPoints extends SnapshotPoints<CounterDataPointSnapshot> {

	CounterPoints(MetricMetadata metadata, List<CounterDataPointSnapshot> points) {
		super(metadata, points);
	}

	@Override
	void read(CounterDataPointSnapshot point, PointValues values) {
		values.numbers[0] = point.getValue();
		values.exemplar(0, point.getExemplar());
	}

	@Override
	CounterDataPointSnapshot sample(CounterDataPointSnapshot point) {
		return new CounterDataPointSnapshot(SAMPLE_NUMBER, point.getLabels(), null, sampleCreation(point));
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, List<CounterDataPointSnapshot> points) {
		return new CounterSnapshot(metadata, points);
	}

}
