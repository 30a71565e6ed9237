package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Histograms, classic, native or both, and those of gauges, which do not add up.
 */
final class HistogramPoints extends PointType<HistogramDataPointSnapshot> {

	private final boolean gauge;

	HistogramPoints(boolean gauge) {
		super(HistogramDataPointSnapshot.class);
		this.gauge = gauge;
	}

	@Override
	boolean isCumulative() {
		return !this.gauge;
	}

	@Override
	MetricSnapshot family(MetricMetadata metadata, List<HistogramDataPointSnapshot> points) {
		return new HistogramSnapshot(this.gauge, metadata, points);
	}

	@Override
	void write(HistogramDataPointSnapshot point, SharedFileOutput out) {
		out.real(point.hasSum() ? point.getSum() : Double.NaN);
		ClassicBuckets.write(point.getClassicBuckets(), out);
		out.flag(point.hasNativeHistogramData());
		if (point.hasNativeHistogramData()) {
			NativeBuckets.of(point).write(out);
		}
		ExemplarCodec.write(point.getExemplars(), out);
	}

	@Override
	HistogramDataPointSnapshot read(SharedFileInput in, Labels labels, long created, long scraped) {
		double sum = in.real();
		ClassicHistogramBuckets classic = ClassicBuckets.read(in);
		NativeBuckets natives = in.flag() ? NativeBuckets.read(in) : NativeBuckets.NONE;
		return natives.point(classic, sum, labels, ExemplarCodec.readAll(in), created, scraped);
	}

	@Override
	HistogramDataPointSnapshot withLabels(HistogramDataPointSnapshot point, Labels labels) {
		return NativeBuckets.of(point)
			.point(point.getClassicBuckets(), real(point), labels, point.getExemplars(),
					point.getCreatedTimestampMillis(), point.getScrapeTimestampMillis());
	}

	@Override
	double real(HistogramDataPointSnapshot point) {
		return point.hasSum() ? point.getSum() : Double.NaN;
	}

	@Override
	HistogramDataPointSnapshot nothingBut(HistogramDataPointSnapshot point, double real) {
		return NativeBuckets.of(point)
			.emptied()
			.point(ClassicBuckets.emptied(point.getClassicBuckets()), real, point.getLabels(), Exemplars.EMPTY, 0, 0);
	}

	@Override
	HistogramDataPointSnapshot sum(List<HistogramDataPointSnapshot> points, double real) {
		NativeBuckets natives = NativeBuckets.sum(points.stream().map(NativeBuckets::of).toList());
		boolean classicToo = points.stream().anyMatch((point) -> point.hasClassicHistogramData());
		ClassicHistogramBuckets classic = (classicToo || !natives.isPresent()) ? ClassicBuckets.sum(points)
				: ClassicHistogramBuckets.EMPTY;
		List<Exemplar> exemplars = points.stream().flatMap((point) -> Lists.of(point.getExemplars()).stream()).toList();
		return natives.point(classic, real, points.get(0).getLabels(), ExemplarCodec.newest(exemplars, classic),
				Times.created(points), 0);
	}

	@Override
	HistogramDataPointSnapshot since(HistogramDataPointSnapshot now, HistogramDataPointSnapshot before) {
		if (now.getCount() < before.getCount()
				|| !ClassicBuckets.haveRisen(before.getClassicBuckets(), now.getClassicBuckets())) {
			return now;
		}
		NativeBuckets natives = NativeBuckets.of(now).minus(NativeBuckets.of(before));
		ClassicHistogramBuckets classic = (now.hasClassicHistogramData() || natives.isPresent())
				? ClassicBuckets.minus(now.getClassicBuckets(), before.getClassicBuckets())
				: ClassicBuckets.single(now.getCount() - before.getCount());
		return natives.point(classic, real(now) - real(before), now.getLabels(), now.getExemplars(),
				now.getCreatedTimestampMillis(), now.getScrapeTimestampMillis());
	}

}
