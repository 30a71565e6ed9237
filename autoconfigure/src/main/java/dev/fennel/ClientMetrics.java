package dev.fennel;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;

/**
 * Makes metrics of the official client's model, in the ways in which they are cheap:
 * counters and classic histograms without exemplars of cells of Fennel's own, all else of
 * the client's, of histograms one kind only, no exemplars where there is no tracer. No
 * method references to the client's metrics: they would name a superclass that is not
 * public on client 1.3.
 */
final class ClientMetrics {

	private static final double QUANTILE_ERROR = 0.005;

	private final Labels commonLabels;

	private final HistogramType histograms;

	ClientMetrics(Labels commonLabels, HistogramType histograms) {
		this.commonLabels = commonLabels;
		this.histograms = histograms;
	}

	ClientMetric<CounterDataPoint> counter(FamilyDefinition definition) {
		return isOwn(definition) ? ownCounter(definition) : clientCounter(definition);
	}

	private ClientMetric<CounterDataPoint> ownCounter(FamilyDefinition definition) {
		return new SnapshotCollector<>(definition, this.commonLabels, (labels, recorded) -> new TotalDataPoint(labels),
				(metadata, points) -> new CounterSnapshot(metadata,
						points.map((point) -> ((TotalDataPoint) point).snapshot()).toList()),
				true, FoldedCounter::new)
			.live();
	}

	private ClientMetric<CounterDataPoint> clientCounter(FamilyDefinition definition) {
		Counter.Builder builder = definition.exemplars() ? Counter.builder().withExemplars()
				: Counter.builder().withoutExemplars();
		describe(builder, definition);
		Counter counter = builder.build();
		return new Adapter<>(counter, (values) -> new CheckedCounter(counter.labelValues(values)),
				(values) -> counter.remove(values), FoldedCounter::new);
	}

	ClientMetric<GaugeDataPoint> gauge(FamilyDefinition definition) {
		Gauge.Builder builder = Gauge.builder().withoutExemplars();
		describe(builder, definition);
		Gauge gauge = builder.build();
		return new Adapter<>(gauge, (values) -> gauge.labelValues(values), (values) -> gauge.remove(values),
				FoldedGauge::new);
	}

	ClientMetric<GaugeDataPoint> upDownCounter(FamilyDefinition definition) {
		return new SnapshotCollector<>(definition, this.commonLabels, (labels, recorded) -> new UpDownDataPoint(labels),
				(metadata, points) -> new GaugeSnapshot(metadata,
						points.map((point) -> ((UpDownDataPoint) point).snapshot()).toList()),
				true, FoldedGauge::new)
			.live();
	}

	ClientMetric<DistributionDataPoint> histogram(FamilyDefinition definition) {
		return (this.histograms == HistogramType.CLASSIC && isOwn(definition)) ? ownHistogram(definition)
				: clientHistogram(definition);
	}

	private ClientMetric<DistributionDataPoint> ownHistogram(FamilyDefinition definition) {
		double[] finite = bounds(definition);
		double[] bounds = Arrays.copyOf(finite, finite.length + 1);
		bounds[finite.length] = Double.POSITIVE_INFINITY;
		return new SnapshotCollector<>(definition, this.commonLabels,
				(labels, recorded) -> new HistogramDataPoint(bounds, labels),
				(metadata, points) -> new HistogramSnapshot(metadata,
						points.map((point) -> ((HistogramDataPoint) point).snapshot()).toList()),
				true, FoldedDistribution::new)
			.live(bounds);
	}

	private ClientMetric<DistributionDataPoint> clientHistogram(FamilyDefinition definition) {
		Histogram.Builder builder = definition.exemplars() ? Histogram.builder().withExemplars()
				: Histogram.builder().withoutExemplars();
		describe(builder, definition);
		switch (this.histograms) {
			case CLASSIC -> builder.classicOnly().classicUpperBounds(bounds(definition));
			case NATIVE -> builder.nativeOnly();
			case BOTH -> builder.classicUpperBounds(bounds(definition));
		}
		Histogram histogram = builder.build();
		return new Adapter<>(histogram, (values) -> histogram.labelValues(values), (values) -> histogram.remove(values),
				FoldedDistribution::new);
	}

	ClientMetric<DistributionDataPoint> summary(FamilyDefinition definition) {
		Summary.Builder builder = Summary.builder().withoutExemplars();
		describe(builder, definition);
		definition.distribution().forEach((quantile) -> builder.quantile(quantile, QUANTILE_ERROR));
		Summary summary = builder.build();
		return new Adapter<>(summary, (values) -> summary.labelValues(values), (values) -> summary.remove(values),
				FoldedDistribution::new);
	}

	ClientMetric<InfoDataPoint> info(FamilyDefinition definition) {
		return new SnapshotCollector<>(definition, this.commonLabels,
				(labels, recorded) -> new InfoDataPoint(definition.name(), labels, recorded),
				(metadata, points) -> new InfoSnapshot(metadata, points.map((point) -> point.snapshot()).toList()),
				true);
	}

	ClientMetric<ReadInfoDataPoint> readInfo(FamilyDefinition definition) {
		return new SnapshotCollector<>(definition, this.commonLabels,
				(labels, recorded) -> new ReadInfoDataPoint(new InfoDataPoint(definition.name(), labels, recorded)),
				(metadata, points) -> new InfoSnapshot(metadata, points.map((point) -> point.snapshot()).toList()),
				false);
	}

	ClientMetric<ReadDataPoint> readGauge(FamilyDefinition definition) {
		return new SnapshotCollector<>(definition, this.commonLabels,
				(labels, recorded) -> new ReadDataPoint(labels, recorded),
				(metadata, points) -> new GaugeSnapshot(metadata,
						points.flatMap((point) -> Stream.ofNullable(point.snapshot())).toList()),
				false);
	}

	<E extends Enum<E>> ClientMetric<StateDataPoint<E>> states(FamilyDefinition definition, List<E> states) {
		return new SnapshotCollector<>(definition, this.commonLabels,
				(labels, recorded) -> new StateDataPoint<>(definition.name(), states, labels, recorded),
				(metadata, points) -> new StateSetSnapshot(metadata, points.map((point) -> point.snapshot()).toList()),
				true);
	}

	/**
	 * Exemplars are the client's, and so is a family that its own properties file names.
	 */
	private static boolean isOwn(FamilyDefinition definition) {
		return !definition.exemplars() && PrometheusProperties.get().getMetricProperties(definition.baseName()) == null;
	}

	private void describe(MetricWithFixedMetadata.Builder<?, ?> builder, FamilyDefinition definition) {
		builder.name(definition.baseName());
		builder.help(definition.help());
		builder.labelNames(definition.labels().toArray(String[]::new));
		builder.constLabels(this.commonLabels);
	}

	private static double[] bounds(FamilyDefinition definition) {
		return definition.distribution().stream().mapToDouble(Double::doubleValue).toArray();
	}

	private record Adapter<D>(Collector collector, ConcurrentMap<List<String>, D> points,
			Function<String[], D> children, Consumer<String[]> removal,
			BiFunction<Supplier<D>, CounterDataPoint, D> folding) implements ClientMetric<D> {

		Adapter(Collector collector, Function<String[], D> children, Consumer<String[]> removal,
				BiFunction<Supplier<D>, CounterDataPoint, D> folding) {
			this(collector, new ConcurrentHashMap<>(), children, removal, folding);
		}

		@Override
		public D point(List<String> labelValues) {
			return this.children.apply(array(labelValues));
		}

		@Override
		public void remove(List<String> labelValues) {
			this.removal.accept(array(labelValues));
		}

		@Override
		public D folded(List<String> labelValues, CounterDataPoint folds) {
			return this.folding.apply(() -> point(labelValues), folds);
		}

		private static String[] array(List<String> labelValues) {
			return labelValues.toArray(String[]::new);
		}

	}

}
