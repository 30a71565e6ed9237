package dev.fennel.multiprocess;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import dev.fennel.GaugeMode;
import dev.fennel.exposition.FamilyFilter;
import dev.fennel.testing.Page;
import dev.fennel.testing.Waiting;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SharedPageTests {

	private static final Map<String, GaugeMode> MODES = Map.of("g_all", GaugeMode.ALL, "g_min", GaugeMode.MIN, "g_max",
			GaugeMode.MAX, "g_sum", GaugeMode.SUM, "g_recent", GaugeMode.MOST_RECENT, "g_live_min", GaugeMode.LIVE_MIN,
			"g_live_max", GaugeMode.LIVE_MAX, "g_live_sum", GaugeMode.LIVE_SUM, "g_live_recent",
			GaugeMode.LIVE_MOST_RECENT);

	@TempDir
	private Path directory;

	private TestProcess blue;

	private TestProcess green;

	@BeforeEach
	void start() {
		this.blue = TestProcess.start(this.directory, "blue", MODES);
		this.green = TestProcess.start(this.directory, "green", MODES);
	}

	@AfterEach
	void stop() {
		this.blue.close();
		this.green.close();
	}

	@Test
	void countersAddUp() {
		this.blue.count("orders_total", 2);
		this.green.count("orders_total", 0.5);
		this.green.group().stop();
		assertThat(this.blue.page().value("orders_total")).isEqualTo(2.5);
	}

	@Test
	void answeringProcessShowsWhatItHasAtThatMoment() {
		this.blue.count("orders_total", 2);
		assertThat(this.blue.page().value("orders_total")).isEqualTo(2);
		this.blue.count("orders_total", 1);
		assertThat(this.blue.page().value("orders_total")).isEqualTo(3);
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
	}

	@Test
	void ownPageHasNothingOfOthers() {
		this.blue.count("orders_total", 2);
		this.blue.page();
		this.green.count("orders_total", 1);
		assertThat(this.green.own().value("orders_total")).isEqualTo(1);
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
		assertThat(this.green.own().text()).doesNotContain("process=");
	}

	@Test
	void boundsAreUnited() {
		histogram(this.blue, 1, 3).observe(2);
		histogram(this.green, 2, 3).observe(1.5);
		this.blue.page();
		Page page = this.green.page();
		assertThat(page.value("size_bucket{le=\"1.0\"}")).isEqualTo(0);
		assertThat(page.value("size_bucket{le=\"2.0\"}")).as("blue has counted none below its next smaller bound")
			.isEqualTo(1);
		assertThat(page.value("size_bucket{le=\"3.0\"}")).isEqualTo(2);
		assertThat(page.value("size_bucket{le=\"+Inf\"}")).isEqualTo(2);
		assertThat(page.value("size_count")).isEqualTo(2);
		assertThat(page.value("size_sum")).isEqualTo(3.5);
	}

	@Test
	void nativeBucketsOfOneSchemaAddUp() {
		for (TestProcess process : new TestProcess[] { this.blue, this.green }) {
			Histogram natives = Histogram.builder().name("size").nativeOnly().register(process.registry());
			natives.observe(3);
			natives.observe(0);
			process.page();
		}
		HistogramDataPointSnapshot merged = size(this.blue);
		assertThat(merged.getCount()).isEqualTo(4);
		assertThat(merged.getSum()).isEqualTo(6);
		assertThat(merged.getNativeZeroCount()).isEqualTo(2);
		assertThat(merged.getNativeBucketsForPositiveValues()).singleElement()
			.satisfies((bucket) -> assertThat(bucket.getCount()).isEqualTo(2));
		assertThat(merged.hasClassicHistogramData()).isFalse();
	}

	@Test
	void nativeBucketsOfTwoSchemasAreClassicOnly() {
		Histogram.builder().name("size").nativeInitialSchema(5).register(this.blue.registry()).observe(3);
		this.blue.page();
		Histogram.builder().name("size").nativeInitialSchema(3).register(this.green.registry()).observe(4);
		HistogramDataPointSnapshot merged = size(this.green);
		assertThat(merged.hasNativeHistogramData()).isFalse();
		assertThat(merged.getCount()).isEqualTo(2);
		assertThat(this.green.page().value("size_bucket{le=\"5.0\"}")).isEqualTo(2);
	}

	@Test
	void nativeBucketsOfTwoSchemasWithoutClassicOnesKeepTheCount() {
		Histogram.builder().name("size").nativeOnly().nativeInitialSchema(5).register(this.blue.registry()).observe(3);
		this.blue.page();
		Histogram.builder().name("size").nativeOnly().nativeInitialSchema(3).register(this.green.registry()).observe(4);
		assertThat(this.green.page().value("size_bucket{le=\"+Inf\"}")).isEqualTo(2);
		assertThat(this.green.page().value("size_sum")).isEqualTo(7);
	}

	@Test
	void newestExemplarOfEachBucketIsKept() {
		Histogram first = exemplified(this.blue);
		first.observeWithExemplar(0.5, Labels.of("trace_id", "old"));
		Waiting.until(() -> {
			first.observeWithExemplar(7, Labels.of("trace_id", "large"));
			return this.blue.openMetrics(null).contains("trace_id=\"large\"");
		});
		long now = System.currentTimeMillis();
		Waiting.until(() -> System.currentTimeMillis() > now + 1);
		exemplified(this.green).observeWithExemplar(0.5, Labels.of("trace_id", "new"));
		assertThat(this.green.openMetrics(null)).contains("trace_id=\"new\"", "trace_id=\"large\"")
			.doesNotContain("trace_id=\"old\"");
	}

	@Test
	void gaugesFollowTheirModes() {
		MODES.keySet().forEach((name) -> gauge(this.blue, name).set(3));
		gauge(this.blue, "g_default").set(3);
		this.blue.page();
		MODES.keySet().forEach((name) -> gauge(this.green, name).set(5));
		gauge(this.green, "g_default").set(5);
		this.green.page();
		gauge(this.blue, "g_recent").set(4);
		Page page = this.blue.page();
		assertThat(page.value("g_all{process=\"blue\"}")).isEqualTo(3);
		assertThat(page.value("g_all{process=\"green\"}")).isEqualTo(5);
		assertThat(page.value("g_default{process=\"blue\"}")).isEqualTo(3);
		assertThat(page.value("g_default{process=\"green\"}")).isEqualTo(5);
		assertThat(page.value("g_min")).isEqualTo(3);
		assertThat(page.value("g_max")).isEqualTo(5);
		assertThat(page.value("g_sum")).isEqualTo(8);
		assertThat(page.value("g_recent")).isEqualTo(4);
		assertThat(page.value("g_live_min")).isEqualTo(3);
		assertThat(page.value("g_live_max")).isEqualTo(5);
		assertThat(page.value("g_live_sum")).isEqualTo(8);
		assertThat(page.value("g_live_recent")).isEqualTo(5);
		assertThat(page.text()).doesNotContainPattern("(?m)^g_recent.* \\d+ \\d+$");
	}

	@Test
	void gaugesOfTheDeadFollowTheirModes() throws Exception {
		MODES.keySet().forEach((name) -> gauge(this.blue, name).set(3));
		gauge(this.blue, "g_default").set(3);
		this.blue.close();
		MODES.keySet().forEach((name) -> gauge(this.green, name).set(5));
		this.green.fold();
		Page page = this.green.page();
		assertThat(page.value("g_all{process=\"blue\"}")).isEqualTo(3);
		assertThat(page.value("g_min")).isEqualTo(3);
		assertThat(page.value("g_sum")).isEqualTo(8);
		assertThat(page.value("g_live_min")).isEqualTo(5);
		assertThat(page.value("g_live_max")).isEqualTo(5);
		assertThat(page.value("g_live_sum")).isEqualTo(5);
		assertThat(page.value("g_live_recent")).isEqualTo(5);
		assertThat(page.text()).doesNotContain("g_default");
	}

	@Test
	void modeOfTheBuilderHolds() {
		this.blue.metrics().gauge("depth").gaugeMode(GaugeMode.LIVE_MAX).registerSingle().set(2);
		this.blue.metrics().upDownCounter("in_progress").registerSingle().inc(2);
		this.blue.page();
		this.green.metrics().gauge("depth").gaugeMode(GaugeMode.LIVE_MAX).registerSingle().set(1);
		this.green.metrics().upDownCounter("in_progress").registerSingle().inc(1);
		assertThat(this.green.page().value("depth")).isEqualTo(2);
		assertThat(this.green.page().value("in_progress")).isEqualTo(3);
	}

	@Test
	void valueThatIsNoNumberDoesNotHideOthers() {
		gauge(this.blue, "g_max").set(Double.NaN);
		gauge(this.blue, "g_min").set(Double.NaN);
		this.blue.page();
		gauge(this.green, "g_max").set(-1);
		gauge(this.green, "g_min").set(-1);
		assertThat(this.green.page().value("g_max")).isEqualTo(-1);
		assertThat(this.green.page().value("g_min")).isEqualTo(-1);
	}

	@Test
	void whatIsAboutTheProcessHasItsName() {
		for (TestProcess process : new TestProcess[] { this.blue, this.green }) {
			Info.builder().name("build_info").labelNames("version").register(process.registry()).setLabelValues("1");
			StateSet.builder().name("state").states("on", "off").register(process.registry()).setTrue("on");
			Counter.builder().name("process_cpu_seconds_total").register(process.registry()).inc(2);
			Counter.builder().name("jvm_classes_loaded_total").register(process.registry()).inc(7);
			Counter.builder().name("process_orders_total").register(process.registry()).inc(1);
			process.page();
		}
		Page page = this.blue.page();
		assertThat(page.value("build_info{process=\"green\",version=\"1\"}")).isEqualTo(1);
		assertThat(page.value("state{process=\"green\",state=\"on\"}")).isEqualTo(1);
		assertThat(page.value("process_cpu_seconds_total{process=\"green\"}")).isEqualTo(2);
		assertThat(page.value("jvm_classes_loaded_total{process=\"blue\"}")).isEqualTo(7);
		assertThat(page.value("process_orders_total")).as("the application's own").isEqualTo(2);
	}

	@Test
	void labelOfTheApplicationMakesRoom() {
		Gauge.builder().name("load").labelNames("process").register(this.blue.registry()).labelValues("mine").set(1);
		assertThat(this.blue.page().value("load{exported_process=\"mine\",process=\"blue\"}")).isEqualTo(1);
	}

	@Test
	void labelOfTheApplicationMakesRoomForAnyOther() {
		Gauge.builder()
			.name("load")
			.labelNames("process", "exported_process")
			.register(this.blue.registry())
			.labelValues("mine", "too")
			.set(1);
		assertThat(this.blue.page()
			.value("load{exported_exported_process=\"mine\",exported_process=\"too\",process=\"blue\"}")).isEqualTo(1);
	}

	@Test
	void quantilesAreServedPerProcessAndCountsAddedUp() {
		for (TestProcess process : new TestProcess[] { this.blue, this.green }) {
			Summary.builder().name("latency").quantile(0.5).register(process.registry()).observe(4);
			process.page();
		}
		Page page = this.blue.page();
		assertThat(page.value("latency_count")).isEqualTo(2);
		assertThat(page.value("latency_sum")).isEqualTo(8);
		assertThat(page.value("latency{process=\"blue\",quantile=\"0.5\"}")).isEqualTo(4);
		assertThat(page.value("latency{process=\"green\",quantile=\"0.5\"}")).isEqualTo(4);
		assertThat(page.text()).doesNotContain("latency_count{process");
	}

	@Test
	void oldestCreationAndNewestExemplarAreKept() {
		Counter first = counterWithExemplar(this.blue);
		first.incWithExemplar(Labels.of("trace_id", "first"));
		String before = created(this.blue.openMetrics(null));
		long now = System.currentTimeMillis();
		Waiting.until(() -> System.currentTimeMillis() > now + 1);
		counterWithExemplar(this.green).incWithExemplar(Labels.of("trace_id", "second"));
		String page = this.green.openMetrics(null);
		assertThat(page).contains("shown_total 2.0 # {trace_id=\"second\"}");
		assertThat(created(page)).isEqualTo(before);
		assertThat(created(this.green.openMetrics("self"))).isNotEqualTo(before);
	}

	@Test
	void eachRegistryIsSharedAlone() {
		Counter.builder().name("mails_total").register(this.blue.other()).inc(2);
		this.blue.count("orders_total", 1);
		this.blue.page();
		assertThat(this.green.page().value("mails_total")).isEqualTo(2);
		assertThat(Objects.requireNonNull(this.green.registry("other")).samples()).containsOnlyKeys("mails_total");
		assertThat(Objects.requireNonNull(this.green.registry("fennel")).samples()).containsKey("orders_total")
			.doesNotContainKey("mails_total");
		assertThat(this.green.registry("nobody")).isNull();
	}

	@Test
	void oneProcessWithAFamilyInTwoRegistriesShowsTheFirst() {
		Counter.builder().name("orders_total").help("Things").register(this.blue.other()).inc(100);
		this.blue.count("orders_total", 1);
		this.green.count("orders_total", 1);
		this.blue.page();
		assertThat(this.green.page().value("orders_total")).isEqualTo(2);
	}

	@Test
	void restrictedScrapeIsRestricted() {
		this.blue.count("orders_total", 1);
		this.blue.count("mails_total", 1);
		this.blue.page();
		this.green.count("orders_total", 1);
		assertThat(this.green.page("orders_total").samples()).containsOnlyKeys("orders_total");
		assertThat(this.green.page("orders_total").value("orders_total")).isEqualTo(2);
	}

	@Test
	void seriesThatIsRemovedGoes() {
		Counter counter = Counter.builder().name("visits_total").labelNames("page").register(this.blue.registry());
		counter.labelValues("a").inc();
		counter.labelValues("b").inc();
		assertThat(this.blue.page().text()).contains("page=\"a\"");
		counter.remove("a");
		assertThat(this.green.page().text()).contains("page=\"a\"");
		assertThat(this.blue.page().text()).doesNotContain("page=\"a\"").contains("page=\"b\"");
		assertThat(this.green.page().text()).doesNotContain("page=\"a\"");
		this.blue.registry().clear();
		assertThat(this.blue.page().text()).doesNotContain("visits_total");
	}

	@Test
	void processOfAnotherTypeIsLeftOutAndNamed(CapturedOutput output) {
		this.blue.count("orders_total", 2);
		this.blue.count("mails_total", 1);
		this.blue.page();
		TestProcess late = TestProcess.startLater(this.directory, "late", Map.of());
		Counter.builder().name("orders_total").labelNames("shop").register(late.registry()).labelValues("a").inc(5);
		Page page = late.page();
		assertThat(page.samples()).containsEntry("orders_total{shop=\"a\"}", 5.0)
			.containsEntry("mails_total", 1.0)
			.doesNotContainKey("orders_total");
		late.page();
		assertThat(late.page().value("fennel_collector_up{collector=\"process blue\",process=\"late\"}")).isEqualTo(0);
		assertThat(late.page().text()).contains("collector=\"process blue\"");
		assertThat(output.getOut().split("its 'orders_total' has another type or other labels", -1)).hasSize(2);
		this.blue.registry().unregister("orders_total");
		this.blue.page();
		late.page();
		assertThat(late.page().text()).doesNotContain("process blue\"");
		late.close();
	}

	@Test
	void helpOfTheNewestIsUsedAndSaid(CapturedOutput output) {
		Counter.builder().name("orders_total").help("Old").register(this.blue.registry()).inc();
		this.blue.page();
		TestProcess late = TestProcess.startLater(this.directory, "late", Map.of());
		Counter.builder().name("orders_total").help("New").register(late.registry()).inc();
		late.page();
		assertThat(this.blue.page().text()).contains("# HELP orders_total New").contains("orders_total 2.0");
		this.blue.page();
		assertThat(output.getOut().split("different help texts or gauge modes of 'orders_total'", -1).length)
			.as("once by each process that answers")
			.isEqualTo(3);
		late.close();
	}

	@Test
	void newestSaysHowAGaugeIsShown() {
		gauge(this.blue, "g_max").set(5);
		this.blue.page();
		TestProcess late = TestProcess.startLater(this.directory, "late", Map.of("g_max", GaugeMode.LIVE_SUM));
		gauge(late, "g_max").set(2);
		assertThat(late.page().value("g_max")).isEqualTo(7);
		assertThat(this.blue.page().value("g_max")).isEqualTo(7);
		late.close();
	}

	private static HistogramDataPointSnapshot size(TestProcess process) {
		MetricSnapshots page = Objects.requireNonNull(process.group().read(null, FamilyFilter.NONE));
		HistogramSnapshot size = (HistogramSnapshot) page.stream()
			.filter((family) -> family.getMetadata().getName().equals("size"))
			.findFirst()
			.orElseThrow();
		return size.getDataPoints().get(0);
	}

	private static Histogram exemplified(TestProcess process) {
		return Histogram.builder()
			.name("wait")
			.classicOnly()
			.classicUpperBounds(1, 10)
			.withExemplars()
			.register(process.registry());
	}

	private static Counter counterWithExemplar(TestProcess process) {
		return Counter.builder().name("shown_total").withExemplars().register(process.registry());
	}

	private static String created(String openMetrics) {
		return openMetrics.lines().filter((line) -> line.startsWith("shown_created")).findFirst().orElseThrow();
	}

	private static Histogram histogram(TestProcess process, double... bounds) {
		return Histogram.builder().name("size").classicOnly().classicUpperBounds(bounds).register(process.registry());
	}

	private static Gauge gauge(TestProcess process, String name) {
		return (Gauge) process.registry()
			.find(name)
			.orElseGet(() -> Gauge.builder().name(name).register(process.registry()));
	}

}
