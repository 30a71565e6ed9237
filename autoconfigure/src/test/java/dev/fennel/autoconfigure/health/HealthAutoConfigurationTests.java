package dev.fennel.autoconfigure.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import dev.fennel.exporter.MetricsServer;
import dev.fennel.health.HealthChecks;
import dev.fennel.health.ReadinessCheck;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class HealthAutoConfigurationTests {

	private static final String UP = "{\"status\":\"UP\"}";

	@Test
	void bothPagesAreThereWithoutConfiguration(CapturedOutput output) throws IOException {
		try (WebApp app = start(Empty.class)) {
			HttpResponse<String> health = app.get("/health");
			assertThat(health.statusCode()).isEqualTo(200);
			assertThat(health.body()).isEqualTo(UP);
			assertThat(health.headers().firstValue("Content-Type")).hasValue("application/json");
			HttpResponse<String> ready = app.get("/ready");
			assertThat(ready.statusCode()).isEqualTo(200);
			assertThat(ready.body())
				.matches("\\{\"status\":\"UP\",\"checks\":\\{\"disk\":\\{\"status\":\"UP\",\"milliseconds\":\\d+}}}");
			assertThat(ready.headers().firstValue("Cache-Control")).hasValue("no-store");
		}
		assertThat(output.getAll()).doesNotContain(" WARN ", " ERROR ");
	}

	/**
	 * Spring Cloud binds functions, consumers and suppliers that are beans to brokers.
	 */
	@Test
	void noBeanIsWhatOthersLookForByItsKind() {
		try (WebApp app = start(Empty.class, "fennel.push.enabled=true", "fennel.push.address=http://127.0.0.1:1",
				"fennel.push.interval=0", "fennel.push.on-shutdown=none", "fennel.exporter.enabled=true",
				"fennel.exporter.port=0")) {
			for (Class<?> kind : List.of(Supplier.class, Consumer.class, Function.class, BiFunction.class,
					Runnable.class, Callable.class, Executor.class)) {
				assertThat(app.context().getBeanNamesForType(kind)).as("%s", kind)
					.noneMatch((name) -> name.startsWith("fennel"));
			}
		}
	}

	@Test
	void oneCheckThatIsDownIsEnough() throws IOException {
		try (WebApp app = start(Checks.class)) {
			HttpResponse<String> ready = app.get("/ready");
			assertThat(ready.statusCode()).isEqualTo(503);
			assertThat(parsed(ready)).containsEntry("status", "DOWN");
			Map<String, Map<String, Object>> checks = checks(ready);
			assertThat(checks).containsOnlyKeys("disk", "db.main", "gateway", "stock", "broken \"quoted\"");
			assertThat(checks.get("gateway")).containsEntry("status", "UP").doesNotContainKey("error");
			assertThat(checks.get("stock")).containsEntry("status", "DOWN").doesNotContainKey("error");
			assertThat(checks.get("broken \"quoted\"")).containsEntry("status", "DOWN")
				.containsEntry("error", "IllegalStateException")
				.containsKey("milliseconds");
			assertThat(ready.body()).doesNotContain("hidden");
			assertThat(app.get("/health").statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/health", "/ready" })
	void methodsAreAnsweredAsTheyShouldBe(String path) throws IOException {
		try (WebApp app = start(Empty.class, "fennel.exporter.enabled=true", "fennel.exporter.port=0")) {
			URI own = app.context().getBean(MetricsServer.class).getUrl().resolve(path);
			for (URI url : List.of(app.request(path).build().uri(), own)) {
				HttpResponse<String> head = HttpCalls.send("HEAD", url);
				assertThat(head.statusCode()).isEqualTo(200);
				assertThat(head.body()).isEmpty();
				assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
				HttpResponse<String> options = HttpCalls.send("OPTIONS", url);
				assertThat(options.statusCode()).isEqualTo(200);
				assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
				HttpResponse<String> post = HttpCalls.send("POST", url);
				assertThat(post.statusCode()).isEqualTo(405);
				assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
				assertThat(HttpCalls.get(url).statusCode()).isEqualTo(200);
			}
		}
	}

	@Test
	void theTokenGuardsDetailsAndNoStatus() throws IOException {
		try (WebApp app = start(Checks.class, "fennel.endpoint.token=s3cret", "fennel.exporter.enabled=true",
				"fennel.exporter.port=0")) {
			URI own = app.context().getBean(MetricsServer.class).getUrl().resolve("/ready");
			for (URI url : List.of(app.request("/ready").build().uri(), own)) {
				HttpResponse<String> ready = HttpCalls.get(url);
				assertThat(ready.statusCode()).isEqualTo(503);
				assertThat(ready.body()).isEqualTo("{\"status\":\"DOWN\"}");
				HttpResponse<String> wrong = HttpCalls
					.send(HttpCalls.request(url).header("Authorization", "Bearer wrong"));
				assertThat(wrong.statusCode()).isEqualTo(503);
				assertThat(wrong.body()).isEqualTo("{\"status\":\"DOWN\"}");
				HttpResponse<String> right = HttpCalls
					.send(HttpCalls.request(url).header("authorization", "Bearer s3cret"));
				assertThat(right.statusCode()).isEqualTo(503);
				assertThat(right.body()).contains("gateway");
			}
			assertThat(app.get("/health").body()).isEqualTo(UP);
		}
	}

	@Test
	void familiesComeFromTheBackground() throws IOException {
		try (WebApp app = start(Checks.class, "fennel.health.refresh=10m")) {
			Page page = app.scrapeUntil((found) -> found.samples().containsKey("health_check_up{check=\"gateway\"}"));
			assertThat(page.samples()).containsEntry("health_check_up{check=\"gateway\"}", 1.0)
				.containsEntry("health_check_up{check=\"stock\"}", 0.0)
				.containsEntry("health_check_up{check=\"db.main\"}", 1.0)
				.containsEntry("health_check_up{check=\"disk\"}", 1.0)
				.containsKey("health_check_duration_seconds{check=\"gateway\"}");
		}
	}

	@Test
	void theBackgroundGoesOnAndOn() throws IOException {
		try (WebApp app = start(Checks.class, "fennel.health.refresh=10ms", "fennel.health.cache=0")) {
			app.scrapeUntil((page) -> app.context().getBean(Checks.class).runs > 5);
			assertThat(app.context().getBean(Checks.class).runs).isGreaterThan(5);
		}
	}

	@Test
	void withoutABackgroundTheLastRequestTellsAndNoScrapeRunsACheck() throws IOException {
		try (WebApp app = start(Checks.class, "fennel.health.refresh=0", "fennel.health.cache=0")) {
			assertThat(app.scrape().text()).doesNotContain("health_check_up{");
			app.get("/ready");
			for (int i = 0; i < 5; i++) {
				assertThat(app.scrape().samples()).containsKey("health_check_up{check=\"gateway\"}");
			}
			assertThat(app.context().getBean(Checks.class).runs).isEqualTo(1);
		}
	}

	@Test
	void anApplicationThatRefusesTrafficIsNotReady() throws IOException {
		try (WebApp app = start(Empty.class)) {
			AvailabilityChangeEvent.publish(app.context(), ReadinessState.REFUSING_TRAFFIC);
			HttpResponse<String> ready = app.get("/ready");
			assertThat(ready.statusCode()).isEqualTo(503);
			assertThat(parsed(ready)).containsEntry("status", "OUT_OF_SERVICE");
			assertThat(checks(ready).get("disk")).containsEntry("status", "UP");
			AvailabilityChangeEvent.publish(app.context(), ReadinessState.ACCEPTING_TRAFFIC);
			assertThat(app.get("/ready").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void eachKindHasASwitchAndEachCheckAName() throws IOException {
		try (WebApp app = start(Checks.class, "fennel.health.db.enabled=false", "fennel.health.disk.enabled=false",
				"fennel.health.exclude=stock,broken \"quoted\"")) {
			HttpResponse<String> ready = app.get("/ready");
			assertThat(ready.statusCode()).isEqualTo(200);
			assertThat(checks(ready)).containsOnlyKeys("gateway");
		}
	}

	@Test
	void aDiskThatIsFullIsDown() throws IOException {
		try (WebApp app = start(Empty.class, "fennel.health.disk.threshold=1000000TB")) {
			assertThat(app.get("/ready").statusCode()).isEqualTo(503);
		}
		try (WebApp app = start(Empty.class, "fennel.health.disk.path=/nowhere/at/all")) {
			assertThat(checks(app.get("/ready")).get("disk")).containsEntry("error", "NoSuchFileException");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "fennel.health.enabled=false", "fennel.enabled=false" })
	void switchedOffThereIsNothing(String property) throws IOException {
		try (WebApp app = start(Checks.class, property)) {
			assertThat(app.get("/health").statusCode()).isEqualTo(404);
			assertThat(app.get("/ready").statusCode()).isEqualTo(404);
			assertThat(app.context().getBeansOfType(HealthChecks.class)).isEmpty();
			assertThat(app.get("/metrics").body()).doesNotContain("health_check");
		}
	}

	@Test
	void thePagesAreThereWithoutTheEndpoint() throws IOException {
		try (WebApp app = start(Empty.class, "fennel.endpoint.enabled=false")) {
			assertThat(app.get("/metrics").statusCode()).isEqualTo(404);
			assertThat(app.get("/health").body()).isEqualTo(UP);
			assertThat(app.get("/ready").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void anOwnHandlerForThatPathWins(CapturedOutput output) throws IOException {
		try (WebApp app = start(Owner.class)) {
			assertThat(app.get("/health").body()).isEqualTo("own");
			assertThat(app.get("/ready").statusCode()).isEqualTo(200);
			assertThat(output.getAll()).containsOnlyOnce("HealthPage is not served at '/health'");
		}
	}

	@Test
	void aPatternThatMerelyMatchesDoesNot() throws IOException {
		try (WebApp app = start(PatternOwner.class)) {
			assertThat(app.get("/health").body()).isEqualTo(UP);
			assertThat(app.get("/other").body()).isEqualTo("own");
		}
	}

	@Test
	void theMetricsPageComesFirst(CapturedOutput output) throws IOException {
		try (WebApp app = start(Empty.class, "fennel.endpoint.path=/ready")) {
			assertThat(app.get("/ready").body()).contains("# TYPE http_server_requests_total");
			assertThat(app.get("/health").body()).isEqualTo(UP);
			assertThat(output.getAll()).contains("ReadyPage is not served at '/ready'");
		}
	}

	@Test
	void requestsForThemAreNotMeasured() throws IOException {
		try (WebApp app = start(Empty.class)) {
			app.get("/health");
			app.get("/ready");
			app.get("/nothing");
			assertThat(app.scrapeWhenIdle().value("http_server_requests_before_filters_total{method=\"GET\"}"))
				.isEqualTo(1);
		}
	}

	@Test
	void whatIsLazyIsNotMadeToBeCheckedButChecksAre() throws IOException {
		try (WebApp app = start(LazyBeans.class, "spring.main.lazy-initialization=true", "fennel.health.refresh=0",
				"fennel.health.cache=0")) {
			assertThat(checks(app.get("/ready"))).containsOnlyKeys("disk", "gateway");
			app.context().getBean(DataSource.class);
			assertThat(checks(app.get("/ready"))).containsOnlyKeys("db.main", "disk", "gateway");
		}
	}

	@Test
	void theBackgroundRunsWhereAllElseIsLazy() throws IOException {
		try (WebApp app = start(LazyBeans.class, "spring.main.lazy-initialization=true")) {
			assertThat(app.scrapeUntil((page) -> page.samples().containsKey("health_check_up{check=\"gateway\"}"))
				.samples()).containsKey("health_check_up{check=\"gateway\"}")
				.doesNotContainKey("health_check_up{check=\"db.main\"}");
		}
	}

	/** With time for machines that have little. */
	private static WebApp start(Class<?> configuration, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "fennel.health.timeout=9s";
		return WebApp.start(configuration, all);
	}

	private static Map<String, Object> parsed(HttpResponse<String> response) {
		return JsonParserFactory.getJsonParser().parseMap(response.body());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> checks(HttpResponse<String> response) {
		return (Map<String, Map<String, Object>>) parsed(response).get("checks");
	}

	private static DataSource database() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:health;DB_CLOSE_DELAY=-1");
		return dataSource;
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class Checks {

		private volatile int runs;

		@Bean
		DataSource dataSource() {
			return database();
		}

		@Bean
		ReadinessCheck gateway() {
			return () -> {
				this.runs++;
				return true;
			};
		}

		@Bean
		ReadinessCheck stockReadinessCheck() {
			return () -> false;
		}

		@Bean("broken \"quoted\"")
		ReadinessCheck broken() {
			return () -> {
				throw new IllegalStateException("hidden");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		DataSource dataSource() {
			return database();
		}

		@Bean
		ReadinessCheck gatewayCheck() {
			return () -> true;
		}

	}

	@RestController
	static class Owner {

		@GetMapping("/health")
		String own() {
			return "own";
		}

	}

	@RestController
	static class PatternOwner {

		@GetMapping("/{page}")
		String own() {
			return "own";
		}

	}

}
