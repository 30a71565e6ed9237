package dev.fennel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;

import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the client's histogram shows, of each line's version of it.
 */
class HistogramDataPointTests {

	private static final double[] BOUNDS = { -2.5, 0, .005, .01, 1, 2.5, 1e7 };

	private static final double[] EDGES = { 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Math.nextUp(0.005),
			Math.nextDown(0.005), Math.nextUp(1e7), Double.MAX_VALUE, -Double.MAX_VALUE, Double.NaN, -7, 1e7 };

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry)
		.commonLabels(Map.of("b_region", "eu"))
		.build();

	private final MetricFamily<DistributionDataPoint> family = this.factory.histogram("wait_seconds")
		.help("How long \"it\" took\nto answer")
		.labels("z", "a")
		.buckets(BOUNDS)
		.register();

	private final Histogram client = client();

	@Test
	void isHeldInCellsOfOurOwn() {
		assertThat(this.family.labelValues("x", "y")).isInstanceOf(HistogramDataPoint.class);
	}

	@Test
	void exemplarsAndNativeHistogramsAreTheClients() {
		assertThat(this.factory.histogram("with_exemplars").exemplars().registerSingle())
			.isNotInstanceOf(HistogramDataPoint.class);
		for (HistogramType type : new HistogramType[] { HistogramType.NATIVE, HistogramType.BOTH }) {
			MetricFactory other = MetricFactory.with(new GuardedRegistry()).histograms(type).build();
			assertThat(other.histogram("wait_seconds").registerSingle()).isNotInstanceOf(HistogramDataPoint.class);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void showsWhatTheClientShows(long seed) throws IOException {
		Random random = new Random(seed);
		for (int i = 0; i < 2000; i++) {
			observe(value(random), "z" + random.nextInt(5), "a" + random.nextInt(5));
		}
		requireSame();
	}

	@Test
	void showsWhatTheClientShowsOfEachEdge() throws IOException {
		DoubleStream.concat(Arrays.stream(BOUNDS), Arrays.stream(EDGES))
			.forEach((value) -> observe(value, Double.toString(value), ""));
		requireSame();
	}

	@Test
	void showsWhatTheClientShowsOfInfinities() throws IOException {
		observe(Double.POSITIVE_INFINITY, "plus", "");
		observe(Double.NEGATIVE_INFINITY, "minus", "");
		observe(Double.POSITIVE_INFINITY, "both", "");
		observe(Double.NEGATIVE_INFINITY, "both", "");
		observe(1, "both", "");
		requireSame();
	}

	@Test
	void showsWhatTheClientShowsOfNothing() throws IOException {
		requireSame();
		observe(Double.NaN, "only", "nan");
		requireSame();
	}

	@Test
	void showsWhatTheClientShowsAfterAPointWasRemoved() throws IOException {
		observe(1, "x", "y");
		observe(2, "x", "z");
		this.family.remove("x", "y");
		this.client.remove("x", "y");
		requireSame();
		observe(3, "x", "y");
		requireSame();
	}

	@Test
	void aFamilyWithoutLabelsIsShownAnewWhenItsPointWasRemoved() {
		MetricFamily<DistributionDataPoint> single = this.factory.histogram("single").buckets(1).register();
		single.labelValues().observe(1);
		single.remove();
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("single_count{b_region=\"eu\"}", 0.0);
		single.labelValues().observe(1);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("single_count{b_region=\"eu\"}", 1.0);
	}

	@Test
	void tellsCountAndSumAsTheClientDoesFromOneVersionOn() {
		HistogramDataPoint point = (HistogramDataPoint) this.family.labelValues("x", "y");
		point.observe(3);
		point.observeWithExemplar(0.5, Labels.of("trace_id", "1"));
		point.observe(Double.NaN);
		assertThat(point.getCount()).isEqualTo(2);
		assertThat(point.getSum()).isEqualTo(3.5);
	}

	@Test
	void measuresWhatATimerOfTheClientTells() {
		DistributionDataPoint point = this.family.labelValues("x", "y");
		point.startTimer().observeDuration();
		point.time(() -> {
		});
		assertThat(((HistogramDataPoint) point).getCount()).isEqualTo(2);
	}

	@Test
	void readsItsBucketsIntoAnArrayOfTheCaller() {
		HistogramDataPoint point = (HistogramDataPoint) this.family.labelValues("x", "y");
		point.observe(0.01);
		point.observe(0.01);
		point.observe(1e8);
		long[] counts = new long[point.upperBounds().length];
		Arrays.fill(counts, 77);
		assertThat(point.read(counts)).isEqualTo(1e8 + 0.02);
		assertThat(counts).containsExactly(0, 0, 0, 2, 0, 0, 0, 1);
	}

	@Test
	void wasCreatedWhenItWasAskedForFirst() {
		long before = System.currentTimeMillis();
		HistogramDataPoint point = (HistogramDataPoint) this.family.labelValues("x", "y");
		long after = System.currentTimeMillis();
		this.family.labelValues("x", "y").observe(1);
		assertThat(point.createdTimestampMillis()).isBetween(before, after);
		assertThat(snapshot(this.registry).getDataPoints().get(0).getCreatedTimestampMillis())
			.isEqualTo(point.createdTimestampMillis());
	}

	private void observe(double value, String... labelValues) {
		this.family.labelValues(labelValues).observe(value);
		this.client.labelValues(labelValues).observe(value);
	}

	private void requireSame() throws IOException {
		PrometheusRegistry clients = new PrometheusRegistry();
		clients.register(this.client);
		MetricSnapshot own = snapshot(this.registry);
		assertThat(own).usingRecursiveComparison()
			.ignoringFieldsMatchingRegexes(".*createdTimestampMillis")
			.withEqualsForType((a, b) -> Double.doubleToLongBits(a) == Double.doubleToLongBits(b), Double.class)
			.isEqualTo(snapshot(clients));
		PrometheusRegistry owns = new PrometheusRegistry();
		owns.register(() -> own);
		assertThat(Scrapes.of(owns).text()).isEqualTo(Scrapes.of(clients).text());
		assertThat(openMetrics(owns)).isEqualTo(openMetrics(clients));
	}

	private static double value(Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> BOUNDS[random.nextInt(BOUNDS.length)];
			case 1 -> EDGES[random.nextInt(EDGES.length)];
			case 2 -> random.nextGaussian();
			default -> Math.exp(10 * random.nextGaussian());
		};
	}

	private static HistogramSnapshot snapshot(PrometheusRegistry registry) {
		return (HistogramSnapshot) registry.scrape("wait_seconds"::equals).get(0);
	}

	private static String openMetrics(PrometheusRegistry registry) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ExpositionFormatWriter writer = OpenMetricsTextFormatWriter.builder().setCreatedTimestampsEnabled(true).build();
		writer.write(out, registry.scrape());
		return out.toString(StandardCharsets.UTF_8).replaceAll("(?m)^(wait_seconds_created\\{.*}) [0-9.]+$", "$1");
	}

	private static Histogram client() {
		Histogram.Builder builder = Histogram.builder().withoutExemplars();
		builder.name("wait_seconds");
		builder.help("How long \"it\" took\nto answer");
		builder.labelNames("z", "a");
		builder.constLabels(Labels.of("b_region", "eu"));
		return builder.classicOnly().classicUpperBounds(BOUNDS).build();
	}

}
