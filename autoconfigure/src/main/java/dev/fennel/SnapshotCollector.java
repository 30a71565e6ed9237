package dev.fennel;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.fennel.NameClaims.ClaimedFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A metric whose data points are Fennel's own, but whose snapshot is the official
 * client's.
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

	private final int[] order;

	private final ConcurrentMap<List<String>, D> points = new ConcurrentHashMap<>();

	private final ConcurrentMap<List<String>, D> folded = new ConcurrentHashMap<>();

	private final AtomicInteger changes = new AtomicInteger();

	private volatile double @Nullable [] upperBounds;

	private volatile @Nullable MetricSnapshot kind;

	private volatile Ordered<D> ordered = new Ordered<>(0, List.of());

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
		this.order = orderOf(definition.labels());
	}

	ClaimedFamily claim() {
		Set<String> labels = new HashSet<>(this.definition.labels());
		this.commonLabels.forEach((label) -> labels.add(label.getName()));
		return new ClaimedFamily(this.definition.baseName(), this.definition.type().name(), labels, true);
	}

	boolean isTrusted() {
		return this.trusted;
	}

	/**
	 * The data points in the order of their labels, which is that of a snapshot. It is
	 * found anew only after one came or went.
	 */
	List<D> ordered() {
		if (this.definition.labels().isEmpty() && this.definition.type().isAlwaysShown()) {
			point(List.of());
		}
		int now = this.changes.get();
		Ordered<D> current = this.ordered;
		if (current.changes() != now) {
			Map<List<String>, D> all = new TreeMap<>(this::compare);
			all.putAll(this.folded);
			all.putAll(this.points);
			current = new Ordered<>(now, List.copyOf(all.values()));
			this.ordered = current;
		}
		return current.points();
	}

	/**
	 * Lets points be read when they are written.
	 * @param upperBounds the bounds that all of them have
	 */
	SnapshotCollector<D> live(double... upperBounds) {
		this.upperBounds = upperBounds;
		return this;
	}

	/**
	 * The family as a page needs it.
	 */
	CollectedFamily family() {
		double[] bounds = this.upperBounds;
		if (bounds == null) {
			return CollectedFamily.of(collect());
		}
		@SuppressWarnings("unchecked") // a collector of such points
		List<? extends LivePoint> points = (List<? extends LivePoint>) ordered();
		return new LiveFamily(kind(), bounds, points, this::snapshot);
	}

	private MetricSnapshot kind() {
		MetricSnapshot current = this.kind;
		if (current == null) {
			current = this.snapshot.apply(metadata(), Stream.empty());
			this.kind = current;
		}
		return current;
	}

	@SuppressWarnings("unchecked") // only its own points
	private MetricSnapshot snapshot(List<? extends LivePoint> points) {
		return this.snapshot.apply(kind().getMetadata(), ((List<D>) points).stream());
	}

	private MetricMetadata metadata() {
		return new MetricMetadata(this.definition.baseName(), this.definition.help());
	}

	@Override
	public MetricSnapshot collect() {
		return this.snapshot.apply(metadata(), ordered().stream());
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
	public ConcurrentMap<List<String>, D> points() {
		return this.points;
	}

	@Override
	public D point(List<String> labelValues) {
		D point = this.points.get(labelValues);
		return (point != null) ? point : find(labelValues, this.points, this.folded);
	}

	/** Its family has taken it out of the map, which is the same. */
	@Override
	public void remove(List<String> labelValues) {
		this.changes.incrementAndGet();
	}

	@Override
	public D folded(List<String> labelValues, CounterDataPoint folds) {
		return this.folding.apply(() -> find(labelValues, this.folded, this.points), folds);
	}

	/**
	 * The point in a map, else that which another has with the same values, so that the
	 * page shows it once, else a new one.
	 */
	private D find(List<String> values, Map<List<String>, D> map, Map<List<String>, D> other) {
		D point = map.get(values);
		return (point != null) ? point : add(values, map, other);
	}

	private synchronized D add(List<String> values, Map<List<String>, D> map, Map<List<String>, D> other) {
		D point = map.computeIfAbsent(values, (key) -> {
			D existing = other.get(key);
			return (existing != null) ? existing : make(key);
		});
		this.changes.incrementAndGet();
		return point;
	}

	private D make(List<String> values) {
		return this.maker.apply(this.commonLabels.merge(Labels.of(this.definition.labels(), values)), () -> {
		});
	}

	private int compare(List<String> first, List<String> second) {
		for (int position : this.order) {
			int result = first.get(position).compareTo(second.get(position));
			if (result != 0) {
				return result;
			}
		}
		return 0;
	}

	private static int[] orderOf(List<String> names) {
		return Labels.of(names, names).stream().mapToInt((label) -> names.indexOf(label.getName())).toArray();
	}

	private record Ordered<D>(int changes, List<D> points) {
	}

}
