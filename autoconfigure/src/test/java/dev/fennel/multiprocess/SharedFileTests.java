package dev.fennel.multiprocess;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.fennel.GaugeMode;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SharedFileTests {

	private static final Incarnation INCARNATION = Incarnation.start("worker 1/ä~*");

	private final PrometheusRegistry registry = new PrometheusRegistry();

	@Test
	void whatIsReadMakesTheSamePageAsWhatWasWritten() throws IOException {
		registerEverything();
		MetricSnapshots written = this.registry.scrape();
		MetricSnapshots read = snapshots(Publication.of(publication(written).toBytes()));
		assertThat(openMetrics(read)).isEqualTo(openMetrics(written)).contains("# {", "quantile=\"0.5\"", "_created");
		assertThat(protobuf(read)).isEqualTo(protobuf(written)).contains("positive_span");
	}

	@Test
	void whoPublishedIsReadBack() throws IOException {
		Publication read = Publication.of(publication(new MetricSnapshots()).toBytes());
		assertThat(read.incarnation()).isEqualTo(INCARNATION);
		assertThat(read.incarnation().process()).isEqualTo("worker 1/ä~*");
		assertThat(read.incarnation().isOfThisJvm()).isTrue();
		assertThat(System.currentTimeMillis() - read.incarnation().startedAt()).isBetween(0L, 600_000L);
		assertThat(read.number()).isEqualTo(7);
		assertThat(read.flushInterval()).isEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void foldIsReadBack() throws IOException {
		registerEverything();
		Publication publication = publication(this.registry.scrape());
		Fold fold = new Fold(300, List.of(new Fold.Folded(INCARNATION, 7)),
				List.of(new Fold.Layer(publication.registries(), List.of())),
				List.of(new Fold.Dead(1_764_000_000_000L, publication)));
		byte[] file = fold.toBytes();
		Fold read = Fold.of(file);
		assertThat(SharedFileInput.first(file)).isEqualTo(300).isEqualTo(read.generation());
		assertThat(read.numberOf(INCARNATION)).isEqualTo(7);
		assertThat(read.contains(Incarnation.start("worker 1"))).isFalse();
		assertThat(read.dead()).singleElement().satisfies((dead) -> {
			assertThat(dead.foundAt()).isEqualTo(1_764_000_000_000L);
			assertThat(openMetrics(snapshots(dead.publication()))).isEqualTo(openMetrics(this.registry.scrape()));
		});
		assertThat(read.layers()).hasSize(1);
	}

	@Test
	void noPartOfAFileIsTakenForAFile() {
		registerEverything();
		byte[] file = publication(this.registry.scrape()).toBytes();
		for (int length = 0; length < file.length; length += 13) {
			byte[] part = new byte[length];
			System.arraycopy(file, 0, part, 0, length);
			assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> Publication.of(part))
				.withMessageContaining("cut off");
		}
	}

	@Test
	void noChangedByteGoesUnnoticed() {
		byte[] file = publication(new MetricSnapshots()).toBytes();
		for (int i = 0; i < file.length; i++) {
			byte[] changed = file.clone();
			changed[i] ^= 0x40;
			assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> Publication.of(changed));
		}
	}

	@Test
	void fileOfANewerVersionIsToldFromADamagedOne() {
		byte[] file = publication(new MetricSnapshots()).toBytes();
		file[3]++;
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> Publication.of(file))
			.withMessage("another version of Fennel wrote its file")
			.matches(UnreadableFileException::isOfOtherVersion);
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> Publication.of("junk, and more of it".getBytes(StandardCharsets.UTF_8)))
			.withMessage("its file is none of Fennel's");
	}

	@Test
	void wholeNumbersOfAnySizeComeBack() throws IOException {
		long[] numbers = { 0, 1, -1, 63, 64, -64, -65, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE };
		SharedFileOutput out = new SharedFileOutput(1);
		for (long number : numbers) {
			out.whole(number);
		}
		List<Long> read = SharedFileInput.read(out.finish(), (in) -> {
			List<Long> all = new ArrayList<>();
			for (int i = 0; i < numbers.length; i++) {
				all.add(in.whole());
			}
			return all;
		});
		assertThat(read.stream().mapToLong(Long::longValue).toArray()).isEqualTo(numbers);
	}

	private void registerEverything() {
		Counter counter = Counter.builder()
			.name("orders_total")
			.help("Orders \"placed\"\n")
			.labelNames("shop")
			.register(this.registry);
		counter.labelValues("ä\n\"").incWithExemplar(3, Labels.of("trace_id", "abc"));
		counter.labelValues("").inc(0.1);
		Gauge.builder().name("queue_depth").register(this.registry).set(Double.NaN);
		Histogram both = Histogram.builder().name("size_bytes").unit(Unit.BYTES).help("Sizes").register(this.registry);
		both.observe(12);
		both.observeWithExemplar(-3, Labels.of("trace_id", "def"));
		Histogram.builder().name("empty").nativeOnly().register(this.registry).observe(0);
		Histogram.builder().name("duration_seconds").classicOnly().register(this.registry).observe(0.3);
		Summary.builder().name("latency_seconds").quantile(0.5).register(this.registry).observe(2);
		Summary.builder().name("plain_seconds").register(this.registry).observe(2);
		Info.builder().name("build_info").labelNames("version").register(this.registry).setLabelValues("1.2");
		StateSet.builder().name("state").states("on", "off").register(this.registry).setTrue("off");
		this.registry.register((Collector) () -> UnknownSnapshot.builder()
			.name("something")
			.dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder().value(4).scrapeTimestampMillis(1234).build())
			.build());
		this.registry.register((Collector) SharedFileTests::gaugeHistogram);
	}

	private static MetricSnapshot gaugeHistogram() {
		return new HistogramSnapshot(true, new MetricMetadata("waiting", "Waiting"),
				List.of(new HistogramDataPointSnapshot(
						ClassicHistogramBuckets.of(new double[] { 1, Double.POSITIVE_INFINITY }, new long[] { 2, 3 }),
						9, Labels.EMPTY, Exemplars.EMPTY, 0)));
	}

	private static Publication publication(MetricSnapshots snapshots) {
		List<PublishedFamily> families = snapshots.stream()
			.map((family) -> new PublishedFamily(family, GaugeMode.MAX, 5))
			.toList();
		return new Publication(INCARNATION, 7, Duration.ofMillis(1500),
				List.of(new PublishedRegistry("fennelRegistry", families)));
	}

	private static MetricSnapshots snapshots(Publication publication) {
		return new MetricSnapshots(publication.registries()
			.stream()
			.flatMap((registry) -> registry.families().stream())
			.map(PublishedFamily::snapshot)
			.toList());
	}

	private static String openMetrics(MetricSnapshots snapshots) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		OpenMetricsTextFormatWriter.builder().setCreatedTimestampsEnabled(true).build().write(out, snapshots);
		return out.toString(StandardCharsets.UTF_8);
	}

	private static String protobuf(MetricSnapshots snapshots) {
		return new PrometheusProtobufWriter().toDebugString(snapshots);
	}

}
