package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/**
 * Summaries, whose counts and sums add up; quantiles do not.
 */
final class SummaryPoints extends PointType<SummaryDataPointSnapshot> {

	private static final long NO_COUNT = -1;

	SummaryPoints() {
		super(SummaryDataPointSnapshot.class);
	}

	@Override
	boolean isCumulative() {
		return true;
	}

	@Override
	MetricSnapshot family(MetricMetadata metadata, List<SummaryDataPointSnapshot> points) {
		return new SummarySnapshot(metadata, points);
	}

	@Override
	void write(SummaryDataPointSnapshot point, SharedFileOutput out) {
		out.whole(point.hasCount() ? point.getCount() : NO_COUNT);
		out.real(point.hasSum() ? point.getSum() : Double.NaN);
		out.whole(point.getQuantiles().size());
		for (Quantile quantile : point.getQuantiles()) {
			out.real(quantile.getQuantile());
			out.real(quantile.getValue());
		}
		ExemplarCodec.write(point.getExemplars(), out);
	}

	@Override
	SummaryDataPointSnapshot read(SharedFileInput in, Labels labels, long created, long scraped) {
		return new SummaryDataPointSnapshot(in.whole(), in.real(), quantiles(in), labels, ExemplarCodec.readAll(in),
				created, scraped);
	}

	private static Quantiles quantiles(SharedFileInput in) {
		List<Quantile> quantiles = in.list((each) -> new Quantile(each.real(), each.real()));
		return quantiles.isEmpty() ? Quantiles.EMPTY : Quantiles.of(quantiles);
	}

	@Override
	SummaryDataPointSnapshot withLabels(SummaryDataPointSnapshot point, Labels labels) {
		return new SummaryDataPointSnapshot(count(point), real(point), point.getQuantiles(), labels,
				point.getExemplars(), point.getCreatedTimestampMillis(), point.getScrapeTimestampMillis());
	}

	@Override
	double real(SummaryDataPointSnapshot point) {
		return sumOf(point);
	}

	@Override
	SummaryDataPointSnapshot nothingBut(SummaryDataPointSnapshot point, double real) {
		return new SummaryDataPointSnapshot(0, real, Quantiles.EMPTY, point.getLabels(), Exemplars.EMPTY, 0);
	}

	@Override
	SummaryDataPointSnapshot sum(List<SummaryDataPointSnapshot> points, double real) {
		boolean counted = points.stream().allMatch((point) -> point.hasCount());
		long count = points.stream().mapToLong(SummaryPoints::count).sum();
		List<Exemplar> exemplars = points.stream().flatMap((point) -> Lists.of(point.getExemplars()).stream()).toList();
		return new SummaryDataPointSnapshot(counted ? count : NO_COUNT, real, Quantiles.EMPTY,
				points.get(0).getLabels(), ExemplarCodec.newest(exemplars, ClassicHistogramBuckets.EMPTY),
				Times.created(points));
	}

	@Override
	SummaryDataPointSnapshot since(SummaryDataPointSnapshot now, SummaryDataPointSnapshot before) {
		if (!now.hasCount() || count(now) < count(before)) {
			return now;
		}
		return new SummaryDataPointSnapshot(count(now) - Math.max(0, count(before)), real(now) - real(before),
				now.getQuantiles(), now.getLabels(), now.getExemplars(), now.getCreatedTimestampMillis(),
				now.getScrapeTimestampMillis());
	}

	/**
	 * The counts and sums alone.
	 */
	static SummarySnapshot withoutQuantiles(SummarySnapshot summary) {
		return new SummarySnapshot(summary.getMetadata(),
				summary.getDataPoints().stream().map(SummaryPoints::withoutQuantiles).toList());
	}

	static SummaryDataPointSnapshot withoutQuantiles(SummaryDataPointSnapshot point) {
		return new SummaryDataPointSnapshot(count(point), sumOf(point), Quantiles.EMPTY, point.getLabels(),
				point.getExemplars(), point.getCreatedTimestampMillis(), point.getScrapeTimestampMillis());
	}

	/**
	 * The quantiles alone, of those that have any.
	 */
	static SummarySnapshot quantilesOf(SummarySnapshot summary) {
		return new SummarySnapshot(summary.getMetadata(),
				summary.getDataPoints()
					.stream()
					.filter((point) -> point.getQuantiles().size() > 0)
					.map((point) -> quantilesOf(point, point.getLabels()))
					.toList());
	}

	/**
	 * The quantiles alone, since count and sum are in the sum of all processes.
	 */
	static SummaryDataPointSnapshot quantilesOf(SummaryDataPointSnapshot point, Labels labels) {
		return new SummaryDataPointSnapshot(NO_COUNT, Double.NaN, point.getQuantiles(), labels, Exemplars.EMPTY,
				point.getCreatedTimestampMillis());
	}

	private static long count(SummaryDataPointSnapshot point) {
		return point.hasCount() ? point.getCount() : NO_COUNT;
	}

	private static double sumOf(SummaryDataPointSnapshot point) {
		return point.hasSum() ? point.getSum() : Double.NaN;
	}

}
