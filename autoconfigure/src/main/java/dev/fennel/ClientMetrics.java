package dev.fennel;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;

/**
 * Makes the metrics of the official client, in the ways in which it is cheap: histograms
 * of one kind only, no exemplars where there is no tracer. No method references to the
 * client's metrics: they would name a superclass that is not public on client 1.3.
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
				true, FoldedGauge::new);
	}

	ClientMetric<DistributionDataPoint> histogram(FamilyDefinition definition) {
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

	private void describe(MetricWithFixedMetadata.Builder<?, ?> builder, FamilyDefinition definition) {
		builder.name(definition.baseName());
		builder.help(definition.help());
		builder.labelNames(definition.labels().toArray(String[]::new));
		builder.constLabels(this.commonLabels);
	}

	private static double[] bounds(FamilyDefinition definition) {
		return definition.distribution().stream().mapToDouble(Double::doubleValue).toArray();
	}

	private record Adapter<D>(Collector collector, Function<String[], D> points, Consumer<String[]> removal,
			BiFunction<Supplier<D>, CounterDataPoint, D> folding) implements ClientMetric<D> {

		@Override
		public D point(String... labelValues) {
			return this.points.apply(labelValues);
		}

		@Override
		public void remove(String... labelValues) {
			this.removal.accept(labelValues);
		}

		@Override
		public D folded(Supplier<D> point, CounterDataPoint folds) {
			return this.folding.apply(point, folds);
		}

	}

}
