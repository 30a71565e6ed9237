package dev.fennel.autoconfigure.exposition;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MetricsEndpointAutoConfigurationTests {

	@Test
	void servesThePageAndSaysWhere(CapturedOutput output) throws IOException {
		try (WebApp app = WebApp.start(Empty.class)) {
			HttpResponse<String> response = app.get("/metrics");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
				.isEqualTo("text/plain;version=0.0.4;charset=utf-8");
			assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length());
			assertThat(response.body()).contains("# TYPE http_server_requests_total counter");
			assertThat(output.getAll())
				.contains("Prometheus metrics are served at http://localhost:" + app.port() + "/metrics");
		}
	}

	@Test
	void methodsAreAnsweredAsTheyShouldBe() throws IOException {
		try (WebApp app = WebApp.start(Empty.class)) {
			HttpResponse<String> head = app
				.send(app.request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()));
			assertThat(head.statusCode()).isEqualTo(200);
			assertThat(head.body()).isEmpty();
			assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
			for (String method : new String[] { "POST", "PUT", "DELETE", "PATCH", "BREW" }) {
				HttpResponse<String> other = app
					.send(app.request("/metrics").method(method, HttpRequest.BodyPublishers.noBody()));
				assertThat(other.statusCode()).isEqualTo(405);
				assertThat(other.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
			}
			assertThat(app.send(app.request("/metrics").method("OPTIONS", HttpRequest.BodyPublishers.noBody()))
				.headers()
				.firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
		}
	}

	@Test
	void headersAndParametersOfClientsAreHonoured() throws Exception {
		try (WebApp app = WebApp.start(Empty.class)) {
			HttpResponse<String> named = app
				.send(app.request("/metrics?name%5B%5D=http_server_requests_total&name%5B%5D=x")
					.header("Accept", "application/json")
					.header("Accept", "application/openmetrics-text"));
			assertThat(named.body()).startsWith("# TYPE http_server_requests counter").endsWith("# EOF\n");
			assertThat(named.body().lines().filter((line) -> line.startsWith("# TYPE"))).hasSize(1);
			HttpResponse<java.io.InputStream> zipped = java.net.http.HttpClient.newHttpClient()
				.send(app.request("/metrics").header("Accept-Encoding", "gzip").build(),
						HttpResponse.BodyHandlers.ofInputStream());
			assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
			assertThat(new String(new GZIPInputStream(zipped.body()).readAllBytes())).contains("http_server");
			assertThat(app.send(app.request("/metrics").header("Accept", "version=abc;q=x,,")).statusCode())
				.isEqualTo(200);
		}
	}

	@Test
	void pathTokenAndDefaultRegistryAreOptions(CapturedOutput output) throws IOException {
		Gauge jobs = Gauge.builder().name("static_jobs").register();
		try (WebApp app = WebApp.start(Empty.class, "fennel.endpoint.path=/internal/prom",
				"fennel.endpoint.token=s3cret", "fennel.endpoint.include-default-registry=false")) {
			assertThat(app.get("/metrics").statusCode()).isEqualTo(404);
			assertThat(app.get("/internal/prom").statusCode()).isEqualTo(401);
			assertThat(app.get("/internal/prom/fennel").statusCode()).isEqualTo(401);
			HttpResponse<String> page = app
				.send(app.request("/internal/prom").header("Authorization", "Bearer s3cret"));
			assertThat(page.statusCode()).isEqualTo(200);
			assertThat(page.body()).doesNotContain("static_jobs");
			assertThat(output.getAll()).doesNotContain("s3cret").contains("/internal/prom");
		}
		finally {
			PrometheusRegistry.defaultRegistry.unregister(jobs);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD" })
	void theTokenOpensEachPageInEachWayOfSendingIt(String method) throws IOException {
		try (WebApp app = WebApp.start(Registries.class, "fennel.endpoint.token=s3cret")) {
			for (String path : List.of("/metrics", "/metrics/all", "/metrics/fennel", "/metrics/default",
					"/metrics/billing", "/metrics/nobody")) {
				for (String sent : List.of("", "s3cret", "Bearer", "Bearer wrong", "Bearer s3cret2", "Basic s3cret",
						"Digest s3cret", "Bearer s3cret,Bearer s3cret")) {
					HttpResponse<String> refused = authorized(app, method, path, sent);
					assertThat(refused.statusCode()).as(path + " " + sent).isEqualTo(401);
					assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
					assertThat(refused.headers().firstValue("Content-Length").orElse("0")).isEqualTo("0");
					assertThat(refused.body()).isEmpty();
				}
				for (String sent : List.of("Bearer s3cret", "bearer s3cret", "BEARER   s3cret ")) {
					assertThat(authorized(app, method, path, sent).statusCode()).as(path + " " + sent)
						.isEqualTo(path.endsWith("nobody") ? 404 : 200);
				}
			}
		}
	}

	private static HttpResponse<String> authorized(WebApp app, String method, String path, String authorization)
			throws IOException {
		HttpRequest.Builder request = app.request(path).method(method, HttpRequest.BodyPublishers.noBody());
		return app.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/metrics", "/metrics/all", "/metrics/fennel", "/metrics/default", "/metrics/billing",
			"/metrics/nobody", "/metrics?name%5B%5D=bills" })
	void headersOfHeadAreThoseOfGet(String path) throws IOException {
		Gauge jobs = Gauge.builder().name("static_jobs").register();
		try (WebApp app = WebApp.start(Registries.class)) {
			app.get(path);
			HttpResponse<String> get = app.get(path);
			HttpResponse<String> head = authorized(app, "HEAD", path, "");
			assertThat(head.statusCode()).isEqualTo(get.statusCode());
			assertThat(head.body()).isEmpty();
			for (String header : List.of("Content-Type", "Vary", "Content-Encoding")) {
				assertThat(head.headers().allValues(header)).as(header).isEqualTo(get.headers().allValues(header));
			}
			assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isCloseTo(get.body().length(),
					Offset.offset(get.body().contains("fennel_") ? 100L : 0L));
		}
		finally {
			PrometheusRegistry.defaultRegistry.unregister(jobs);
		}
	}

	@Test
	void registriesAreServedMergedAndOneByOne() throws IOException {
		Gauge jobs = Gauge.builder().name("static_jobs").register();
		try (WebApp app = WebApp.start(Registries.class)) {
			assertThat(app.get("/metrics").body()).contains("static_jobs", "bills", "http_server_requests_total");
			assertThat(app.get("/metrics/all").body()).contains("static_jobs", "bills", "http_server_requests_total");
			assertThat(Page.of(app.get("/metrics/billing").body()).samples()).containsOnlyKeys("bills");
			assertThat(Page.of(app.get("/metrics/default").body()).samples()).containsOnlyKeys("static_jobs");
			assertThat(app.get("/metrics/fennel").body()).contains("http_server_requests_total")
				.doesNotContain("bills");
			assertThat(app.get("/metrics/nobody").statusCode()).isEqualTo(404);
			assertThat(app.get("/metrics/a/b").statusCode()).isEqualTo(404);
		}
		finally {
			PrometheusRegistry.defaultRegistry.unregister(jobs);
		}
	}

	@ParameterizedTest
	@ValueSource(
			classes = { AnnotatedOwner.class, FunctionalOwner.class, NestedFunctionalOwner.class, BeanOwner.class })
	void anOwnHandlerForThatPathWins(Class<?> owner, CapturedOutput output) throws IOException {
		try (WebApp app = WebApp.start(owner)) {
			assertThat(app.get("/metrics").body()).isEqualTo("own");
			assertThat(output.getAll()).containsOnlyOnce("The metrics page is not served at '/metrics'")
				.doesNotContain("Prometheus metrics are served");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { PatternOwner.class, CatchAllOwner.class })
	void aPatternThatMerelyMatchesDoesNot(Class<?> owner) throws IOException {
		try (WebApp app = WebApp.start(owner)) {
			assertThat(app.get("/metrics").body()).contains("http_server_requests_total");
			assertThat(app.get("/other").body()).isEqualTo("own");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { AnnotatedNeighbour.class, FunctionalNeighbour.class, BeanNeighbour.class })
	void anOwnHandlerBelowThatPathWins(Class<?> neighbour, CapturedOutput output) throws IOException {
		try (WebApp app = WebApp.start(neighbour)) {
			assertThat(app.get("/metrics/daily").body()).isEqualTo("own");
			assertThat(app.get("/metrics/dail%79").body()).isEqualTo("own");
			assertThat(app.get("/metrics").body()).contains("http_server_requests_total");
			assertThat(app.get("/metrics/fennel").body()).contains("http_server_requests_total");
			assertThat(app.get("/metrics/daily2").statusCode()).isEqualTo(404);
			assertThat(output.getAll()).containsOnlyOnce("The application has '/metrics/daily' itself");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { AnnotatedPatternBelow.class, FunctionalPatternBelow.class, BeanPatternBelow.class })
	void anOwnPatternBelowThatPathWins(Class<?> neighbour, CapturedOutput output) throws IOException {
		try (WebApp app = WebApp.start(neighbour)) {
			assertThat(app.get("/metrics/fennel").body()).isEqualTo("own");
			assertThat(app.get("/metrics").body()).contains("http_server_requests_total");
			assertThat(output.getAll()).containsOnlyOnce("The application has '/metrics/")
				.contains("Prometheus metrics are served");
		}
	}

	@Test
	void aPatternThatMerelyMatchesWhatIsBelowDoesNot(CapturedOutput output) throws IOException {
		try (WebApp app = WebApp.start(TwoVariables.class)) {
			assertThat(app.get("/metrics/fennel").body()).contains("http_server_requests_total");
			assertThat(app.get("/a/b").body()).isEqualTo("own");
			assertThat(app.get("/metrics/a/b").body()).isEqualTo("own");
			assertThat(output.getAll()).doesNotContain("The application has");
		}
	}

	@Test
	void lazyInitializationLeavesThePageInPlace() throws IOException {
		try (WebApp app = WebApp.start(AnnotatedOwner.class, "spring.main.lazy-initialization=true",
				"fennel.endpoint.path=/prom")) {
			assertThat(app.get("/prom").body()).contains("http_server_requests_total");
		}
	}

	@Test
	void switchedOffServesNothing() throws IOException {
		try (WebApp app = WebApp.start(Empty.class, "fennel.endpoint.enabled=false")) {
			assertThat(app.get("/metrics").statusCode()).isEqualTo(404);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	static class Registries {

		@Bean
		PrometheusRegistry billingRegistry() {
			PrometheusRegistry registry = new PrometheusRegistry();
			Gauge.builder().name("bills").register(registry);
			return registry;
		}

	}

	@RestController
	static class AnnotatedOwner {

		@GetMapping("/metrics")
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

	@RestController
	static class CatchAllOwner {

		@GetMapping("/**")
		String own() {
			return "own";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FunctionalOwner {

		@Bean
		RouterFunction<ServerResponse> own() {
			return RouterFunctions.route().GET("/metrics", (request) -> ServerResponse.ok().body("own")).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NestedFunctionalOwner {

		@Bean
		RouterFunction<ServerResponse> own() {
			return RouterFunctions.nest(RequestPredicates.path("/metrics"),
					RouterFunctions.route(RequestPredicates.GET(""), (request) -> ServerResponse.ok().body("own")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanOwner {

		@Bean("/metrics")
		HttpRequestHandler own() {
			return (HttpServletRequest request, HttpServletResponse response) -> response.getWriter().write("own");
		}

	}

	@RestController
	static class AnnotatedNeighbour {

		@GetMapping("/metrics/daily")
		String own() {
			return "own";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FunctionalNeighbour {

		@Bean
		RouterFunction<ServerResponse> own() {
			return RouterFunctions.nest(RequestPredicates.path("/metrics"), RouterFunctions
				.route(RequestPredicates.GET("/daily"), (request) -> ServerResponse.ok().body("own")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanNeighbour {

		@Bean("/metrics/daily")
		HttpRequestHandler own() {
			return (HttpServletRequest request, HttpServletResponse response) -> response.getWriter().write("own");
		}

	}

	@RestController
	static class AnnotatedPatternBelow {

		@GetMapping("/metrics/{id}")
		String own() {
			return "own";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FunctionalPatternBelow {

		@Bean
		RouterFunction<ServerResponse> own() {
			return RouterFunctions.route()
				.GET("/metrics/{id:[a-z]+}", (request) -> ServerResponse.ok().body("own"))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanPatternBelow {

		@Bean("/metrics/**")
		HttpRequestHandler own() {
			return (HttpServletRequest request, HttpServletResponse response) -> response.getWriter().write("own");
		}

	}

	@RestController
	static class TwoVariables {

		@GetMapping({ "/{a}/{b}", "/metrics/{a}/{b}" })
		String own() {
			return "own";
		}

	}

}
