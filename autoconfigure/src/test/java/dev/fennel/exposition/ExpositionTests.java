package dev.fennel.exposition;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.PageResponse;
import dev.fennel.testing.Page;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ExpositionTests {

	private final GuardedRegistry own = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.own).build();

	private final Map<String, PrometheusRegistry> others = new LinkedHashMap<>();

	private boolean created;

	private @Nullable String token;

	@Test
	void aRegistryMayHaveAFamilyInPartsWhereTheClientKnowsThat() {
		PrometheusRegistry registry = new PrometheusRegistry();
		Counter.builder().name("jobs").labelNames("queue").register(registry).labelValues("a").inc();
		Counter parts = Counter.builder().name("jobs").labelNames("queue", "result").build();
		try {
			registry.register(parts);
		}
		catch (RuntimeException ex) {
			Assumptions.abort("The client refuses it");
		}
		parts.labelValues("b", "ok").inc(2);
		this.others.put("default", registry);
		assertThat(page().samples()).containsEntry("jobs_total{queue=\"a\"}", 1.0)
			.containsEntry("jobs_total{queue=\"b\",result=\"ok\"}", 2.0);
	}

	@Test
	void showsAllRegistriesMerged() {
		this.factory.counter("orders").registerSingle().inc();
		other("billingRegistry", "bills");
		other("default", "jobs");
		Page page = page();
		assertThat(page.samples()).containsEntry("orders_total", 1.0)
			.containsEntry("bills", 1.0)
			.containsEntry("jobs", 1.0)
			.containsEntry("fennel_collector_up{collector=\"billingRegistry\"}", 1.0)
			.containsEntry("fennel_collector_up{collector=\"default\"}", 1.0);
	}

	@ParameterizedTest
	@CsvSource({ "billingRegistry,bills", "billing,bills", "default,jobs", "fennelRegistry,orders_total",
			"fennel,orders_total" })
	void showsOneRegistryByItsNameOrWithoutTheSuffix(String name, String sample) {
		this.factory.counter("orders").registerSingle().inc();
		other("billingRegistry", "bills");
		other("default", "jobs");
		PageResponse response = respond(request("GET", name, List.of(), null, null));
		assertThat(response.status()).isEqualTo(200);
		assertThat(Page.of(text(response)).samples()).containsEntry(sample, 1.0);
		assertThat(List.of("bills", "jobs", "orders_total").stream().filter(text(response)::contains))
			.containsExactly(sample);
	}

	@Test
	void exactNameComesBeforeTheNameWithoutSuffix() {
		other("billingRegistry", "first");
		other("billing", "second");
		assertThat(text(respond(request("GET", "billing", List.of(), null, null)))).contains("second");
	}

	@Test
	void aRegistryWithTwoNamesIsReadOnceAndFoundByBoth() {
		other("billingRegistry", "bills");
		this.others.put("default", this.others.get("billingRegistry"));
		this.others.put("meters", this.own);
		assertThat(page().samples()).containsEntry("bills", 1.0)
			.containsKey("fennel_collector_up{collector=\"billingRegistry\"}")
			.doesNotContainKey("fennel_collector_up{collector=\"default\"}");
		assertThat(text(respond(request("GET", "default", List.of(), null, null)))).contains("bills");
		assertThat(text(respond(request("GET", "billing", List.of(), null, null)))).contains("bills");
		assertThat(text(respond(request("GET", "meters", List.of(), null, null)))).contains("fennel_collector_up");
	}

	@Test
	void allIsTheMergedPageAndAnUnknownNameIsNotFound() {
		other("billingRegistry", "bills");
		assertThat(text(respond(request("GET", "all", List.of(), null, null)))).contains("bills").contains("fennel_");
		other("allRegistry", "one");
		assertThat(text(respond(request("GET", "all", List.of(), null, null)))).contains("bills").contains("fennel_");
		assertThat(text(respond(request("GET", "allRegistry", List.of(), null, null)))).contains("one 1.0")
			.doesNotContain("bills");
		assertThat(respond(request("GET", "nobody", List.of(), null, null)).status()).isEqualTo(404);
	}

	@Test
	void aRegistryThatThrowsIsLeftOutAndReported() {
		this.factory.counter("orders").registerSingle().inc();
		this.others.put("brokenRegistry", new PrometheusRegistry() {

			@Override
			public MetricSnapshots scrape() {
				throw new IllegalStateException("no");
			}

		});
		assertThat(page().samples()).containsEntry("orders_total", 1.0)
			.containsEntry("fennel_collector_up{collector=\"brokenRegistry\"}", 0.0);
		assertThat(respond(request("GET", "broken", List.of(), null, null)).status()).isEqualTo(200);
	}

	@Test
	void aFamilyThatDiffersIsShownFromTheFirstWithOneLogLine(CapturedOutput output) {
		this.factory.counter("orders").labels("kind").register().labelValues("book").inc();
		PrometheusRegistry same = new PrometheusRegistry();
		Counter.builder().name("orders").labelNames("kind").register(same).labelValues("toy").inc();
		this.others.put("same", same);
		PrometheusRegistry different = new PrometheusRegistry();
		Counter.builder().name("orders").labelNames("shop").register(different).labelValues("x").inc();
		this.others.put("different", different);
		page();
		assertThat(page().samples()).containsEntry("orders_total{kind=\"book\"}", 1.0)
			.containsEntry("orders_total{kind=\"toy\"}", 1.0)
			.doesNotContainKey("orders_total{shop=\"x\"}");
		assertThat(output.getAll()).containsOnlyOnce("'orders_total of different' is left out");
	}

	@Test
	void aFamilyWithTheNameOfASampleIsShownFromTheFirstInEitherOrder(CapturedOutput output) {
		this.factory.histogram("wait_seconds").registerSingle().observe(1);
		Gauge.builder().name("size_bytes_count").register(this.own).set(7);
		PrometheusRegistry second = new PrometheusRegistry();
		Gauge.builder().name("wait_seconds_count").register(second).set(7);
		Histogram.builder().name("size_bytes").classicOnly().register(second).observe(1);
		Gauge.builder().name("other_sum").register(second).set(7);
		this.others.put("second", second);
		PrometheusRegistry third = new PrometheusRegistry();
		Summary.builder().name("other").register(third).observe(1);
		Gauge.builder().name("fine").register(third).set(1);
		this.others.put("third", third);
		page();
		Page page = page();
		assertThat(page.samples()).containsEntry("wait_seconds_count", 1.0)
			.containsEntry("size_bytes_count", 7.0)
			.containsEntry("other_sum", 7.0)
			.containsEntry("fine", 1.0)
			.doesNotContainKeys("size_bytes_sum", "other_count");
		assertThat(page.text()).doesNotContain("# TYPE wait_seconds_count", "# TYPE size_bytes histogram",
				"# TYPE other summary");
		assertThat(page.text().lines().filter((line) -> line.startsWith("wait_seconds_count "))).hasSize(1);
		assertThat(output.getAll()).containsOnlyOnce("'wait_seconds_count of second' is left out")
			.containsOnlyOnce("'size_bytes of second' is left out")
			.containsOnlyOnce("'other of third' is left out");
	}

	@Test
	void namesChooseFamiliesByTheirOwnNameOrThatOfASample() {
		this.factory.counter("orders").registerSingle();
		this.factory.histogram("wait_seconds").registerSingle();
		this.factory.gauge("stock").registerSingle();
		assertThat(families("orders_total", "wait_seconds_sum")).containsExactly("orders_total", "wait_seconds");
		assertThat(families("orders", "wait_seconds")).containsExactly("orders_total", "wait_seconds");
		assertThat(families("stock", "")).containsExactly("stock");
		assertThat(families("stock_total", "nothing")).isEmpty();
		assertThat(families("")).contains("orders_total", "wait_seconds", "stock");
	}

	@Test
	void namesRunOnlyCollectorsThatMayOwnThem() {
		Counted named = new Counted(List.of("one"));
		Counted unnamed = new Counted(List.of());
		this.own.register(named);
		PrometheusRegistry other = new PrometheusRegistry();
		other.register(unnamed);
		this.others.put("other", other);
		assertThat(families("two")).isEmpty();
		assertThat(named.collections).isZero();
		assertThat(unnamed.collections).isEqualTo(1);
		assertThat(families("one")).containsExactly("one");
	}

	@Test
	void unknownNamesGiveAnEmptyPage() {
		PageResponse response = respond(request("GET", null, List.of("nothing"), null, null));
		assertThat(response.status()).isEqualTo(200);
		assertThat(text(response)).isEmpty();
		assertThat(text(respond(request("GET", null, List.of("nothing"), "application/openmetrics-text", null))))
			.isEqualTo("# EOF\n");
	}

	@Test
	void familiesWithoutSeriesAreLeftOut() {
		this.factory.counter("orders").help("Orders").labels("kind").register();
		assertThat(page().text()).doesNotContain("# HELP orders").doesNotContain("# TYPE orders");
	}

	@Test
	void openMetricsEndsAsItMust() {
		this.factory.counter("orders").help("Orders").registerSingle();
		PageResponse response = respond(request("GET", null, List.of(), "application/openmetrics-text", null));
		assertThat(text(response)).contains("# TYPE orders counter").contains("orders_total 0.0").endsWith("# EOF\n");
	}

	@Test
	void createdSeriesAreShownIfAskedFor() {
		this.factory.counter("orders").registerSingle();
		assertThat(page().text()).doesNotContain("orders_created");
		this.created = true;
		assertThat(page().text()).contains("orders_created");
	}

	@Test
	void timestampsAreMillisecondsInTextAndSecondsInOpenMetrics() {
		this.own.register((MultiCollector) () -> MetricSnapshots.of(CounterSnapshot.builder()
			.name("orders")
			.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
				.value(1)
				.scrapeTimestampMillis(1_700_000_000_500L)
				.build())
			.build()));
		assertThat(page().text()).contains("orders_total 1.0 1700000000500\n");
		assertThat(text(respond(request("GET", null, List.of(), "application/openmetrics-text", null))))
			.contains("orders_total 1.0 1700000000.500\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			allow-utf-8 | {"app.stock"} 1.0   | allow-utf-8
			underscores | app_stock 1.0       | underscores
			dots        | app_dot_stock 1.0   | dots
			values      | U__app_2e_stock 1.0 | values
			nonsense    | app_stock 1.0       | underscores
			""")
	void namesAreEscapedAsTheClientAsks(String asked, String sample, String used) {
		PrometheusRegistry registry = new PrometheusRegistry();
		Gauge.builder().name("app.stock").register(registry).set(1);
		this.others.put("other", registry);
		PageResponse response = respond(
				request("GET", "other", List.of(), "text/plain;version=1.0.0;escaping=" + asked, null));
		boolean known = Escaping.ALLOW_UTF_8.isKnown();
		assertThat(text(response)).contains((known ? sample : "app_stock 1.0") + "\n");
		assertThat(response.headers()).containsEntry("Content-Type",
				"text/plain; version=1.0.0; charset=utf-8; escaping=" + (known ? used : "underscores"));
		assertThat(text(respond(request("GET", "other", List.of(), "text/plain", null)))).contains("app_stock 1.0\n");
	}

	@Test
	void protobufIsBinaryAndNotEmpty() {
		this.factory.counter("orders").registerSingle();
		PageResponse response = respond(
				request("GET", null, List.of("orders"), "application/vnd.google.protobuf", null));
		assertThat(response.headers().get("Content-Type")).startsWith("application/vnd.google.protobuf;");
		assertThat(text(response)).contains("orders_total");
		assertThat(response.body()[0]).isEqualTo((byte) (response.body().length - 1));
	}

	@Test
	void gzipIsTheSamePage() throws IOException {
		this.factory.counter("orders").registerSingle();
		PageResponse plain = respond(request("GET", null, List.of("orders"), null, null));
		PageResponse zipped = respond(request("GET", null, List.of("orders"), null, "gzip"));
		assertThat(zipped.headers()).containsEntry("Content-Encoding", "gzip");
		assertThat(plain.headers()).doesNotContainKey("Content-Encoding");
		assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes()).isEqualTo(plain.body());
	}

	@Test
	void otherMethodsAreTold() {
		assertThat(respond(request("OPTIONS", null, List.of(), null, null)).status()).isEqualTo(200);
		PageResponse response = respond(request("POST", null, List.of(), null, null));
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
	}

	@Test
	void theTokenOpensThePage() {
		this.token = "s3cret";
		assertThat(respond(authorized("Bearer s3cret")).status()).isEqualTo(200);
		assertThat(respond(authorized("bearer   s3cret ")).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "s3cret", "Bearer", "Bearer ", "Bearer S3CRET", "Bearer s3cre", "Bearer s3cret2",
			"Basic czNjcmV0", "Bearer s3cret, Bearer s3cret" })
	void nothingElseDoes(@Nullable String authorization) {
		this.token = "s3cret";
		PageResponse response = respond(authorized(authorization));
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.headers()).containsEntry("WWW-Authenticate", "Bearer");
		assertThat(response.body()).isEmpty();
	}

	@Test
	void noTokenIsPrinted() {
		assertThat(authorized("Bearer s3cret")).asString().contains("GET").doesNotContain("s3cret");
		assertThat(authorized("Basic s3cret")).asString().doesNotContain("s3cret");
	}

	@Test
	void durationIsThatOfTheLastFinishedScrape() {
		Exposition exposition = exposition();
		assertThat(text(exposition.respond(request("GET", null, List.of(), null, null))))
			.doesNotContain("fennel_scrape_duration_seconds");
		String second = text(exposition.respond(request("GET", null, List.of(), null, null)));
		assertThat(Page.of(second).value("fennel_scrape_duration_seconds")).isPositive();
	}

	private List<String> families(String... names) {
		String text = text(respond(request("GET", null, List.of(names), null, null)));
		return text.lines().filter((line) -> line.startsWith("# TYPE ")).map((line) -> line.split(" ")[2]).toList();
	}

	private void other(String name, String family) {
		PrometheusRegistry registry = new PrometheusRegistry();
		Gauge.builder().name(family).register(registry).set(1);
		this.others.put(name, registry);
	}

	private Page page() {
		return Page.of(text(respond(request("GET", null, List.of(), null, null))));
	}

	private Exposition exposition() {
		RegistryReader reader = new RegistryReader(new ExposedRegistries("fennelRegistry", this.own, this.others),
				Duration.ofSeconds(1));
		return new Exposition(reader, null, this.factory, new WriterOptions(this.created, writerCache()), this.token);
	}

	long writerCache() {
		return 1 << 20;
	}

	PageResponse respond(ExpositionRequest request) {
		return exposition().respond(request);
	}

	private static ExpositionRequest authorized(@Nullable String authorization) {
		return new ExpositionRequest("GET", null, List.of(), null, null, authorization, null);
	}

	private static ExpositionRequest request(String method, @Nullable String registry, List<String> names,
			@Nullable String accept, @Nullable String acceptEncoding) {
		return new ExpositionRequest(method, registry, names, accept, acceptEncoding, null, null);
	}

	private static String text(PageResponse response) {
		return new String(response.body(), StandardCharsets.UTF_8);
	}

	static final class Counted implements MultiCollector {

		private final List<String> names;

		private int collections;

		Counted(List<String> names) {
			this.names = names;
		}

		@Override
		public MetricSnapshots collect() {
			this.collections++;
			return MetricSnapshots.of(GaugeSnapshot.builder()
				.name("one")
				.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(1).build())
				.build());
		}

		@Override
		@SuppressWarnings("deprecation")
		public List<String> getPrometheusNames() {
			return this.names;
		}

	}

}
