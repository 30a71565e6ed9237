package dev.fennel.exposition;

import java.util.ArrayList;
import java.util.List;

import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/**
 * Points of summaries: first the quantiles, then the sum.
 */
final class SummaryPoints extends SnapshotPoints<SummaryDataPointSnapshot> {

	private static final int ABSENT = -1;

	SummaryPoints(MetricMetadata metadata, List<SummaryDataPointSnapshot> points) {
		super(metadata, points);
	}

	@Override
	boolean has(SummaryDataPointSnapshot point, PointStructure structure) {
		Quantiles quantiles = point.getQuantiles();
		double[] marks = structure.marks();
		if (PointStructure.parts(point) != structure.parts() || quantiles.size() != marks.length) {
			return false;
		}
		for (int i = 0; i < marks.length; i++) {
			if (quantiles.get(i).getQuantile() != marks[i]) {
				return false;
			}
		}
		return true;
	}

	@Override
	PointStructure structure(SummaryDataPointSnapshot point) {
		Quantiles quantiles = point.getQuantiles();
		double[] marks = new double[quantiles.size()];
		for (int i = 0; i < marks.length; i++) {
			marks[i] = quantiles.get(i).getQuantile();
		}
		return new PointStructure(marks, PointStructure.NO_STATES, PointStructure.parts(point));
	}

	@Override
	void read(SummaryDataPointSnapshot point, PointValues values) {
		Quantiles quantiles = point.getQuantiles();
		int size = quantiles.size();
		values.reserve(size + 1);
		for (int i = 0; i < size; i++) {
			values.numbers[i] = quantiles.get(i).getValue();
		}
		values.numbers[size] = point.getSum();
		values.counts[0] = point.getCount();
	}

	@Override
	SummaryDataPointSnapshot sample(SummaryDataPointSnapshot point) {
		List<Quantile> quantiles = new ArrayList<>();
		for (Quantile quantile : point.getQuantiles()) {
			quantiles.add(new Quantile(quantile.getQuantile(), quantiles.size() + SAMPLE_NUMBER));
		}
		return new SummaryDataPointSnapshot(point.hasCount() ? 1 : ABSENT,
				point.hasSum() ? quantiles.size() + SAMPLE_NUMBER : Double.NaN, Quantiles.of(quantiles),
				point.getLabels(), Exemplars.EMPTY, sampleCreation(point));
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, List<SummaryDataPointSnapshot> points) {
		return new SummarySnapshot(metadata, points);
	}

}
