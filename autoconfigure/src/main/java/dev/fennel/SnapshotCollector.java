package dev.fennel;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * A metric whose data points are of a type that the official client has not, but whose
 * snapshot it has.
 *
 * @param <D> the type of its data points
 */
final class SnapshotCollector<D> implements Collector, ClientMetric<D> {

	private final FamilyDefinition definition;

	private final Labels commonLabels;

	private final BiFunction<Labels, Runnable, D> maker;

	private final BiFunction<MetricMetadata, Stream<D>, MetricSnapshot> snapshot;

	private final BiFunction<Supplier<D>, CounterDataPoint, D> folding;

	private final boolean trusted;

	private final ConcurrentMap<List<String>, D> points = new ConcurrentHashMap<>();

	/**
	 * Creates a metric without data points, of which those that are folded are left out
	 * of the page: what is set on one that several label sets share would overwrite that
	 * of another.
	 * @param maker makes a data point of its labels and what is to run at each record
	 * @param trusted whether a collection runs no code of others
	 */
	SnapshotCollector(FamilyDefinition definition, Labels commonLabels, BiFunction<Labels, Runnable, D> maker,
			BiFunction<MetricMetadata, Stream<D>, MetricSnapshot> snapshot, boolean trusted) {
		this(definition, commonLabels, maker, snapshot, trusted,
				(point, folds) -> maker.apply(Labels.EMPTY, folds::inc));
	}

	/**
	 * Creates a metric without data points.
	 * @param folding decorates a data point that several label sets share
	 */
	SnapshotCollector(FamilyDefinition definition, Labels commonLabels, BiFunction<Labels, Runnable, D> maker,
			BiFunction<MetricMetadata, Stream<D>, MetricSnapshot> snapshot, boolean trusted,
			BiFunction<Supplier<D>, CounterDataPoint, D> folding) {
		this.definition = definition;
		this.commonLabels = commonLabels;
		this.maker = maker;
		this.snapshot = snapshot;
		this.trusted = trusted;
		this.folding = folding;
	}

	FamilyType type() {
		return this.definition.type();
	}

	boolean isTrusted() {
		return this.trusted;
	}

	@Override
	public MetricSnapshot collect() {
		return this.snapshot.apply(new MetricMetadata(this.definition.baseName(), this.definition.help()),
				this.points.values().stream());
	}

	@Override
	@SuppressWarnings("deprecation") // what replaces it came after client 1.3
	public String getPrometheusName() {
		return this.definition.baseName();
	}

	@Override
	public Collector collector() {
		return this;
	}

	@Override
	public D point(String... labelValues) {
		return this.points.computeIfAbsent(List.of(labelValues), this::make);
	}

	@Override
	public void remove(String... labelValues) {
		this.points.remove(List.of(labelValues));
	}

	@Override
	public D folded(Supplier<D> point, CounterDataPoint folds) {
		return this.folding.apply(point, folds);
	}

	private D make(List<String> values) {
		return this.maker.apply(this.commonLabels.merge(Labels.of(this.definition.labels(), values)), () -> {
		});
	}

}
