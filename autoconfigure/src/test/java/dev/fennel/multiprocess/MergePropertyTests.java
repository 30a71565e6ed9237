package dev.fennel.multiprocess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.fennel.GaugeMode;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random registries, merged by files and by adding up what their pages say.
 */
class MergePropertyTests {

	private static final int ROUNDS = 40;

	private static final Map<String, GaugeMode> MODES = Map.of("gauge_0", GaugeMode.MIN, "gauge_1", GaugeMode.MAX,
			"gauge_2", GaugeMode.SUM, "gauge_3", GaugeMode.ALL);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void pageIsWhatAddingUpGives(long seed) throws Exception {
		Random random = new Random(seed);
		for (int round = 0; round < ROUNDS; round++) {
			Path shared = this.directory.resolve(seed + "-" + round);
			List<TestProcess> processes = new ArrayList<>();
			Map<String, Double> expected = new TreeMap<>();
			int count = 1 + random.nextInt(5);
			for (int i = 0; i < count; i++) {
				TestProcess process = TestProcess.start(shared, "p" + i, MODES);
				processes.add(process);
				fill(process.other(), random);
				process.page();
				merge(expected, Scrapes.of(process.other()), "p" + i);
				if (random.nextInt(3) == 0 && i < count - 1) {
					process.close();
					processes.remove(process);
				}
				if (random.nextBoolean()) {
					process.fold();
				}
			}
			Page page = processes.get(random.nextInt(processes.size())).page();
			assertThat(rounded(relevant(page.samples()))).as("seed %d, round %d", seed, round)
				.isEqualTo(rounded(expected));
			processes.forEach(TestProcess::close);
		}
	}

	private static void fill(PrometheusRegistry registry, Random random) {
		for (int family = 0; family < 4; family++) {
			if (random.nextInt(4) > 0) {
				Counter counter = Counter.builder().name("counter_" + family).labelNames("a", "b").register(registry);
				Gauge gauge = Gauge.builder().name("gauge_" + family).labelNames("a").register(registry);
				Histogram histogram = Histogram.builder()
					.name("histogram_" + family)
					.classicOnly()
					.classicUpperBounds(bounds(random))
					.labelNames("a")
					.register(registry);
				Summary summary = Summary.builder().name("summary_" + family).labelNames("a").register(registry);
				for (int record = random.nextInt(20); record > 0; record--) {
					String a = Integer.toString(random.nextInt(3));
					counter.labelValues(a, Integer.toString(random.nextInt(2))).inc(random.nextInt(100));
					gauge.labelValues(a).set(random.nextInt(100));
					histogram.labelValues(a).observe(random.nextInt(12));
					summary.labelValues(a).observe(random.nextInt(12));
				}
			}
		}
	}

	private static double[] bounds(Random random) {
		return random.ints(1 + random.nextInt(4), 0, 10).distinct().sorted().asDoubleStream().toArray();
	}

	/**
	 * The straightforward merge: buckets by hand, gauges by mode, all else a sum.
	 */
	private static void merge(Map<String, Double> expected, Page page, String process) {
		Map<String, Double> before = new TreeMap<>(expected);
		page.samples().forEach((sample, value) -> {
			if (sample.startsWith("gauge_0")) {
				expected.merge(sample, value, Math::min);
			}
			else if (sample.startsWith("gauge_1")) {
				expected.merge(sample, value, Math::max);
			}
			else if (sample.startsWith("gauge_3")) {
				expected.put(sample.replace("}", ",process=\"" + process + "\"}"), value);
			}
			else if (!sample.contains("_bucket{")) {
				expected.merge(sample, value, Double::sum);
			}
		});
		Map<String, TreeMap<Double, Double>> former = buckets(before);
		Map<String, TreeMap<Double, Double>> added = buckets(page.samples());
		added.forEach((series, counts) -> {
			TreeMap<Double, Double> others = former.getOrDefault(series, new TreeMap<>());
			TreeMap<Double, Double> bounds = new TreeMap<>(others);
			bounds.putAll(counts);
			for (Double bound : bounds.keySet()) {
				expected.put(series.replace("}", ",le=\"" + text(bound) + "\"}"),
						below(others, bound) + below(counts, bound));
			}
		});
	}

	/** The count of the next smaller bound. */
	private static double below(TreeMap<Double, Double> counts, double bound) {
		Map.Entry<Double, Double> floor = counts.floorEntry(bound);
		return (floor != null) ? floor.getValue() : 0;
	}

	private static Map<String, TreeMap<Double, Double>> buckets(Map<String, Double> samples) {
		Map<String, TreeMap<Double, Double>> series = new TreeMap<>();
		samples.forEach((sample, value) -> {
			int le = sample.indexOf(",le=\"");
			if (le > 0) {
				String bound = sample.substring(le + 5, sample.length() - 2).replace("+Inf", "Infinity");
				series.computeIfAbsent(sample.substring(0, le) + "}", (key) -> new TreeMap<>())
					.put(Double.valueOf(bound), value);
			}
		});
		return series;
	}

	private static String text(double bound) {
		return Double.isInfinite(bound) ? "+Inf" : Double.toString(bound);
	}

	private static Map<String, Double> relevant(Map<String, Double> samples) {
		Map<String, Double> relevant = new TreeMap<>(samples);
		relevant.keySet().removeIf((sample) -> sample.startsWith("fennel_"));
		return relevant;
	}

	private static Map<String, Double> rounded(Map<String, Double> samples) {
		Map<String, Double> rounded = new TreeMap<>();
		samples.forEach((sample, value) -> rounded.put(sample, (double) Math.round(value * 1e6) / 1e6));
		return rounded;
	}

}
