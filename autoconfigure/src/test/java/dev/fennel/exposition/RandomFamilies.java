package dev.fennel.exposition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Families of all types with all that the model lets them have, of which the same seed
 * makes the same. Between pages their values change, and series come and go.
 */
final class RandomFamilies {

	private static final List<String> NAMES = List.of("a", "b_c", "d.e", "f:g", "h_seconds", "i_total", "j_info",
			"k.total", "\u00e4 name", "l-m", "n_bytes", "_o", "p.q.seconds", "{r", "created", "s.created");

	private static final List<String> LABELS = List.of("method", "route", "le_", "x.y", "z\u00fc", "un_der", "a-b");

	private static final List<String> VALUES = List.of("", "GET", "/a/{b}", "a \"quoted\" one", "back\\slash",
			"two\nlines", "} 5", "{", ", x=\"y\"", "\u00fcml\u00e4ut", "\ud83d\ude00", "# HELP", " ", "1.001", "=");

	private static final List<String> HELPS = List.of("", "Plain help", "with \\ and \n and \"quotes\"", "\u00e4");

	private static final double[] NUMBERS = { 0, -0.0, 1, -1, 0.5, 123, 9999999, 1e7, 12345678, -9999999.0, 1e-3, 1e-4,
			0.1 + 0.2, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY,
			Double.NEGATIVE_INFINITY, 2.2250738585072014E-308, 1e21, 4611686018427387904.0, Long.MAX_VALUE, 100, 1024 };

	private final Random random;

	private final Map<String, Kind> families = new LinkedHashMap<>();

	RandomFamilies(long seed) {
		this.random = new Random(seed);
		int count = 1 + this.random.nextInt(6);
		for (int i = 0; i < count; i++) {
			String name = one(NAMES) + (this.random.nextBoolean() ? "" : i);
			MetricMetadata metadata = metadata(name);
			if (metadata != null) {
				this.families.put(metadata.getPrometheusName(), kind(metadata));
			}
		}
	}

	/**
	 * Makes the next page.
	 */
	MetricSnapshots page() {
		List<MetricSnapshot> page = new ArrayList<>();
		for (Kind kind : this.families.values()) {
			if (this.random.nextInt(8) > 0) {
				kind.change();
				MetricSnapshot family = orNull(kind::snapshot);
				if (family != null) {
					page.add(family);
				}
			}
		}
		return new MetricSnapshots(page);
	}

	private @Nullable MetricMetadata metadata(String name) {
		String help = (this.random.nextInt(5) > 0) ? one(HELPS) : null;
		Unit unit = unit(name);
		return orNull(() -> new MetricMetadata(name, help, unit));
	}

	private @Nullable Unit unit(String name) {
		if (this.random.nextInt(3) > 0) {
			return null;
		}
		if (name.endsWith("seconds")) {
			return Unit.SECONDS;
		}
		return name.endsWith("bytes") ? Unit.BYTES : null;
	}

	private Kind kind(MetricMetadata metadata) {
		return switch (this.random.nextInt(8)) {
			case 0 -> new Kind(metadata, this::counter, CounterSnapshot::new);
			case 1 -> new Kind(metadata, this::gauge, GaugeSnapshot::new);
			case 2, 3 -> {
				int buckets = this.random.nextInt(4);
				double[] bounds = bounds();
				boolean gauge = this.random.nextInt(4) == 0;
				yield new Kind(metadata, (labels) -> histogram(labels, buckets, bounds),
						(data, points) -> new HistogramSnapshot(gauge, data, points));
			}
			case 4 -> {
				int quantiles = this.random.nextInt(4);
				yield new Kind(metadata, (labels) -> summary(labels, quantiles), SummarySnapshot::new);
			}
			case 5 -> new Kind(metadata, this::info, InfoSnapshot::new);
			case 6 -> {
				int states = 1 + this.random.nextInt(4);
				yield new Kind(metadata, (labels) -> states(labels, states), StateSetSnapshot::new);
			}
			default -> new Kind(metadata, this::unknown, UnknownSnapshot::new);
		};
	}

	private CounterDataPointSnapshot counter(Labels labels) {
		double value = Math.abs(number());
		return new CounterDataPointSnapshot(Double.isNaN(value) ? 1 : value, labels, exemplar(), created(),
				timestamp());
	}

	private GaugeDataPointSnapshot gauge(Labels labels) {
		return new GaugeDataPointSnapshot(number(), labels, exemplar(), timestamp());
	}

	private UnknownDataPointSnapshot unknown(Labels labels) {
		return new UnknownDataPointSnapshot(number(), labels, exemplar(), timestamp());
	}

	private InfoDataPointSnapshot info(Labels labels) {
		return new InfoDataPointSnapshot(labels, timestamp());
	}

	private StateSetDataPointSnapshot states(Labels labels, int count) {
		String[] names = new String[count];
		boolean[] values = new boolean[count];
		for (int i = 0; i < count; i++) {
			names[i] = "state " + i + "\"";
			values[i] = this.random.nextBoolean();
		}
		return new StateSetDataPointSnapshot(names, values, labels, timestamp());
	}

	private HistogramDataPointSnapshot histogram(Labels labels, int kind, double[] bounds) {
		double[] some = (this.random.nextInt(20) == 0) ? bounds() : bounds;
		long[] counts = new long[some.length];
		long all = 0;
		for (int i = 0; i < counts.length; i++) {
			counts[i] = this.random.nextInt(3) * (long) Math.pow(10, this.random.nextInt(12));
			all += counts[i];
		}
		double sum = (this.random.nextInt(8) == 0) ? Double.NaN : Math.abs(number());
		ClassicHistogramBuckets classic = (kind == 0) ? ClassicHistogramBuckets.EMPTY
				: ClassicHistogramBuckets.of(some, counts);
		return new HistogramDataPointSnapshot(classic, (kind < 2) ? 3 : HistogramSnapshot.CLASSIC_HISTOGRAM, all, 0.001,
				NativeHistogramBuckets.EMPTY, NativeHistogramBuckets.EMPTY, sum, labels, exemplars(), created(),
				timestamp());
	}

	private SummaryDataPointSnapshot summary(Labels labels, int count) {
		List<Quantile> quantiles = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			quantiles.add(new Quantile((i + 1) / 4.0, number()));
		}
		return new SummaryDataPointSnapshot((this.random.nextInt(6) == 0) ? -1 : this.random.nextInt(1000),
				(this.random.nextInt(6) == 0) ? Double.NaN : Math.abs(number()), Quantiles.of(quantiles), labels,
				exemplars(), created(), timestamp());
	}

	private double[] bounds() {
		double[] bounds = new double[1 + this.random.nextInt(5)];
		for (int i = 0; i < bounds.length - 1; i++) {
			bounds[i] = (this.random.nextInt(1000) + 1) / 100.0;
		}
		bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
		return Arrays.stream(bounds).distinct().sorted().toArray();
	}

	private Exemplars exemplars() {
		List<Exemplar> exemplars = new ArrayList<>();
		int count = Math.max(this.random.nextInt(6) - 3, 0);
		for (int i = 0; i < count; i++) {
			Exemplar exemplar = exemplar();
			if (exemplar != null) {
				exemplars.add(exemplar);
			}
		}
		return Exemplars.of(exemplars);
	}

	private @Nullable Exemplar exemplar() {
		if (this.random.nextInt(3) > 0) {
			return null;
		}
		Labels labels = switch (this.random.nextInt(6)) {
			case 0 -> Labels.EMPTY;
			case 1 -> labels();
			default -> Labels.of("trace_id", Long.toHexString(this.random.nextLong()), "span_id", one(VALUES));
		};
		double value = this.random.nextBoolean() ? this.random.nextInt(12) : number();
		return new Exemplar(Double.isNaN(value) ? 1 : value, labels, timestamp());
	}

	private long created() {
		return (this.random.nextInt(3) == 0) ? 0 : 1_700_000_000_000L + this.random.nextInt(100_000);
	}

	private long timestamp() {
		return switch (this.random.nextInt(12)) {
			case 0 -> 1_700_000_000_000L + this.random.nextInt(100_000);
			case 1 -> this.random.nextInt(2000);
			case 2 -> -this.random.nextInt(2000);
			default -> 0;
		};
	}

	private double number() {
		return switch (this.random.nextInt(4)) {
			case 0 -> NUMBERS[this.random.nextInt(NUMBERS.length)];
			case 1 -> this.random.nextInt(1_000_000);
			case 2 -> this.random.nextInt(1_000_000) / 1000.0;
			default -> Double.longBitsToDouble(this.random.nextLong());
		};
	}

	private Labels labels() {
		Map<String, String> labels = new TreeMap<>();
		int count = this.random.nextInt(4);
		for (int i = 0; i < count; i++) {
			labels.put(one(LABELS), one(VALUES) + (this.random.nextBoolean() ? this.random.nextInt(50) : ""));
		}
		Labels made = orNull(
				() -> Labels.of(labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new)));
		return (made != null) ? made : Labels.of("plain", "" + this.random.nextInt(1000));
	}

	private <T> T one(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	/** What one client takes, another refuses. */
	private static <T> @Nullable T orNull(Supplier<T> source) {
		try {
			return source.get();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * A family with the labels that it has at the time.
	 */
	private final class Kind {

		private final Supplier<MetricSnapshot> snapshot;

		private final List<Labels> labels = new ArrayList<>();

		<P> Kind(MetricMetadata metadata, java.util.function.Function<Labels, P> point,
				java.util.function.BiFunction<MetricMetadata, List<P>, MetricSnapshot> family) {
			this.snapshot = () -> family.apply(metadata, this.labels.stream().map(point).toList());
		}

		MetricSnapshot snapshot() {
			return this.snapshot.get();
		}

		void change() {
			this.labels.removeIf((known) -> RandomFamilies.this.random.nextInt(10) == 0);
			int more = RandomFamilies.this.random.nextInt((RandomFamilies.this.random.nextInt(10) == 0) ? 300 : 4);
			for (int i = 0; i < more; i++) {
				Labels next = labels();
				if (!this.labels.contains(next)) {
					this.labels.add(next);
				}
			}
		}

	}

}
