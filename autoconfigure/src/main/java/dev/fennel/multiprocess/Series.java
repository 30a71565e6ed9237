package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import dev.fennel.GaugeMode;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * The data points of several families of one name and type, by their labels.
 *
 * @param <P> the type of the data points
 */
final class Series<P extends DataPointSnapshot> {

	private final PointType<P> type;

	private final Map<Labels, List<P>> points = new LinkedHashMap<>();

	private Series(PointType<P> type) {
		this.type = type;
	}

	/**
	 * One family out of several, whose values add up.
	 */
	static <P extends DataPointSnapshot> MetricSnapshot sum(PointType<P> type, MetricMetadata metadata,
			List<MetricSnapshot> families) {
		return type.family(metadata, of(type, families).each((points) -> type.sum(points)));
	}

	static <P extends DataPointSnapshot> Series<P> of(PointType<P> type, List<MetricSnapshot> families) {
		return new Series<>(type).addAll(families);
	}

	/**
	 * The sums, rounded down.
	 */
	List<P> sumsDown() {
		return each((points) -> this.type.sumDown(points));
	}

	/**
	 * What the {@link #sumsDown()} lack, of the series that lack something.
	 */
	List<P> rests() {
		List<P> rests = new ArrayList<>();
		this.points.values()
			.stream()
			.filter((points) -> points.size() > 1)
			.flatMap((points) -> Stream.ofNullable(this.type.rest(points, this.type.sumDown(points))))
			.forEach(rests::add);
		return rests;
	}

	private List<P> each(Function<List<P>, P> sum) {
		List<P> sums = new ArrayList<>(this.points.size());
		this.points.values().forEach((points) -> sums.add((points.size() == 1) ? points.get(0) : sum.apply(points)));
		return sums;
	}

	/**
	 * One family of gauges out of several, of which one value, or the sum, stands for
	 * all.
	 */
	static MetricSnapshot reduce(GaugeMode mode, MetricMetadata metadata, List<MetricSnapshot> families) {
		Series<GaugeDataPointSnapshot> series = new Series<>(new GaugePoints()).addAll(families);
		return new GaugePoints().family(metadata,
				series.points.values().stream().map((points) -> reduce(mode, points)).toList());
	}

	private Series<P> addAll(List<MetricSnapshot> families) {
		for (MetricSnapshot family : families) {
			for (P point : this.type.points(family)) {
				this.points.computeIfAbsent(point.getLabels(), (labels) -> new ArrayList<>(families.size())).add(point);
			}
		}
		return this;
	}

	private static GaugeDataPointSnapshot reduce(GaugeMode mode, List<GaugeDataPointSnapshot> points) {
		return switch (mode) {
			case MIN, LIVE_MIN -> last(points, (point) -> -point.getValue());
			case MAX, LIVE_MAX -> last(points, (point) -> point.getValue());
			case MOST_RECENT, LIVE_MOST_RECENT -> last(points, (point) -> point.getScrapeTimestampMillis());
			case SUM, LIVE_SUM, ALL, LIVE_ALL -> new GaugeDataPointSnapshot(
					points.stream().mapToDouble((point) -> point.getValue()).sum(), points.get(0).getLabels(), null);
		};
	}

	/**
	 * The data point that comes last in an order; what is no number comes first.
	 */
	private static GaugeDataPointSnapshot last(List<GaugeDataPointSnapshot> points,
			ToDoubleFunction<GaugeDataPointSnapshot> order) {
		GaugeDataPointSnapshot last = points.get(0);
		for (GaugeDataPointSnapshot point : points) {
			if (order.applyAsDouble(point) > order.applyAsDouble(last) || Double.isNaN(last.getValue())) {
				last = point;
			}
		}
		return last;
	}

}
