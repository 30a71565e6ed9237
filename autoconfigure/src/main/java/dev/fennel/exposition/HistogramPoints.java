package dev.fennel.exposition;

import java.util.Arrays;
import java.util.List;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/**
 * Points of histograms. Those without classic buckets have one, of all that was observed.
 */
final class HistogramPoints extends SnapshotPoints<HistogramDataPointSnapshot> {

	private final boolean gauge;

	HistogramPoints(HistogramSnapshot family) {
		super(family.getMetadata(), family.getDataPoints());
		this.gauge = family.isGaugeHistogram();
	}

	@Override
	boolean has(HistogramDataPointSnapshot point, PointStructure structure) {
		ClassicHistogramBuckets buckets = point.getClassicBuckets();
		double[] bounds = structure.marks();
		if (PointStructure.parts(point) != structure.parts() || buckets.size() != bounds.length) {
			return false;
		}
		for (int i = 0; i < bounds.length; i++) {
			if (buckets.getUpperBound(i) != bounds[i]) {
				return false;
			}
		}
		return true;
	}

	@Override
	PointStructure structure(HistogramDataPointSnapshot point) {
		return new PointStructure(bounds(point.getClassicBuckets()), PointStructure.NO_STATES,
				PointStructure.parts(point));
	}

	@Override
	void read(HistogramDataPointSnapshot point, PointValues values) {
		ClassicHistogramBuckets buckets = point.getClassicBuckets();
		Exemplars exemplars = point.getExemplars();
		values.reserve(buckets.size());
		values.numbers[0] = point.getSum();
		if (buckets.isEmpty()) {
			values.counts[0] = point.getCount();
			values.exemplar(0, exemplars.get(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
			return;
		}
		long cumulative = 0;
		for (int i = 0; i < buckets.size(); i++) {
			cumulative += buckets.getCount(i);
			values.counts[i] = cumulative;
		}
		if (exemplars.size() > 0) {
			readExemplars(buckets, exemplars, values);
		}
	}

	private static void readExemplars(ClassicHistogramBuckets buckets, Exemplars exemplars, PointValues values) {
		double lower = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < buckets.size(); i++) {
			values.exemplar(i, exemplars.get(lower, buckets.getUpperBound(i)));
			lower = buckets.getUpperBound(i);
		}
	}

	@Override
	HistogramDataPointSnapshot sample(HistogramDataPointSnapshot point) {
		double sum = point.hasSum() ? SAMPLE_NUMBER : Double.NaN;
		double[] bounds = bounds(point.getClassicBuckets());
		if (bounds.length == 0) {
			return new HistogramDataPointSnapshot(0, 1, 0, NativeHistogramBuckets.EMPTY, NativeHistogramBuckets.EMPTY,
					sum, point.getLabels(), Exemplars.EMPTY, sampleCreation(point));
		}
		long[] ones = new long[bounds.length];
		Arrays.fill(ones, 1);
		return new HistogramDataPointSnapshot(ClassicHistogramBuckets.of(bounds, ones), sum, point.getLabels(),
				Exemplars.EMPTY, sampleCreation(point));
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, List<HistogramDataPointSnapshot> points) {
		return new HistogramSnapshot(this.gauge, metadata, points);
	}

	private static double[] bounds(ClassicHistogramBuckets buckets) {
		double[] bounds = new double[buckets.size()];
		for (int i = 0; i < bounds.length; i++) {
			bounds[i] = buckets.getUpperBound(i);
		}
		return bounds;
	}

}
