package dev.fennel.autoconfigure.exporter;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.fennel.exporter.MetricsServer;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The port of its own beside that of an application.
 */
class BesideTheApplicationTests {

	private static final String[] OWN_PORT = { "fennel.exporter.enabled=true", "fennel.exporter.port=0",
			"fennel.exporter.address=127.0.0.1" };

	private static final String NO_DATABASE = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration";

	private static WebApp app;

	@BeforeAll
	static void start() throws IOException {
		app = start(Registries.class, "fennel.endpoint.token=s3cret");
		HttpCalls.send(app.request("/metrics").header("Authorization", "Bearer s3cret"));
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET | /metrics | text/plain |
			GET | /metrics | application/openmetrics-text | Bearer s3cret
			GET | /metrics | application/openmetrics-text;q=0.5,text/plain;version=1.0.0 | Bearer s3cret
			GET | /metrics?name%5B%5D=bills&name%5B%5D=nothing | */* | bearer s3cret
			GET | /metrics?name%5B%5D= | nonsense;q=x | Bearer s3cret
			GET | /metrics/billing | text/plain | Bearer s3cret
			GET | /metrics/nobody | text/plain | Bearer s3cret
			GET | /metrics/nobody | text/plain | Bearer wrong
			GET | /metrics/ | text/plain | Bearer s3cret
			GET | /metrics/a/b | text/plain | Bearer s3cret
			HEAD | /metrics/billing | text/plain | Bearer s3cret
			HEAD | /metrics | text/plain | Basic czNjcmV0
			OPTIONS | /metrics | text/plain |
			OPTIONS | /metrics/billing | text/plain |
			POST | /metrics | text/plain |
			PUT | /metrics/billing | text/plain | Bearer s3cret
			BREW | /metrics | text/plain |
			""")
	void bothAnswerTheSame(String method, String path, String accept, String authorization) throws IOException {
		List<HttpResponse<String>> answers = new ArrayList<>();
		for (URI url : List.of(app.request(path).build().uri(), server(app).getUrl().resolve(path))) {
			HttpRequest.Builder request = HttpCalls.request(url)
				.method(method, HttpRequest.BodyPublishers.noBody())
				.header("Accept", accept);
			if (authorization != null) {
				request.header("Authorization", authorization);
			}
			answers.add(HttpCalls.send(request));
		}
		assertThat(answers.get(1).statusCode()).isEqualTo(answers.get(0).statusCode());
		assertThat(headers(answers.get(1))).isEqualTo(headers(answers.get(0)));
		assertThat(families(answers.get(1))).isEqualTo(families(answers.get(0)));
	}

	@Test
	void withoutTheEndpointThePageIsOnThatPortAloneAndNothingElseIsGone() throws IOException {
		try (WebApp with = start(Registries.class);
				WebApp without = start(Registries.class, "fennel.endpoint.enabled=false")) {
			assertThat(without.get("/metrics").statusCode()).isEqualTo(404);
			assertThat(without.get("/metrics/billing").statusCode()).isEqualTo(404);
			Page page = Page.of(HttpCalls.get(server(without).getMetricsUrl()).body());
			assertThat(page.samples()).containsKey("bills")
				.containsEntry("http_server_requests_total{method=\"GET\",scheme=\"http\"}", 0.0);
			TreeSet<String> gone = new TreeSet<>(List.of(with.context().getBeanDefinitionNames()));
			gone.removeAll(List.of(without.context().getBeanDefinitionNames()));
			assertThat(gone)
				.allMatch((name) -> name.contains("MetricsHandlerMapping") || name.contains("MetricsUrlLogger")
						|| name.endsWith("MetricsEndpointAutoConfiguration$ControllerConfiguration"));
		}
	}

	@Test
	void answersWhenAllThreadsOfTheApplicationAreStuck() throws Exception {
		try (WebApp app = start(Stuck.class, "server.tomcat.threads.max=2", "server.tomcat.threads.min-spare=1",
				"server.jetty.threads.max=8", "server.undertow.threads.worker=2")) {
			Stuck stuck = app.context().getBean(Stuck.class);
			List<CompletableFuture<Integer>> requests = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				requests.add(
						CompletableFuture.supplyAsync(() -> status(app, "/stuck"), (task) -> new Thread(task).start()));
			}
			assertThat(stuck.inside.await(20, TimeUnit.SECONDS)).isTrue();
			for (int i = 0; i < 10; i++) {
				Page page = Page.of(HttpCalls.get(server(app).getMetricsUrl()).body());
				assertThat(page.value("http_server_requests_in_progress{method=\"GET\"}")).isGreaterThanOrEqualTo(2);
			}
			stuck.release.countDown();
			for (CompletableFuture<Integer> request : requests) {
				assertThat(request.get()).isEqualTo(200);
			}
		}
	}

	@Test
	void answersUntilTheRequestsOfTheApplicationHaveDrained() throws Exception {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Draining.class)
			.web(WebApplicationType.SERVLET)
			.properties(OWN_PORT)
			.properties("server.port=0", "server.shutdown=graceful", "spring.main.banner-mode=off", NO_DATABASE)
			.run();
		Stuck stuck = context.getBean(Stuck.class);
		URI own = context.getBean(MetricsServer.class).getMetricsUrl();
		URI app = URI
			.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/stuck");
		CompletableFuture<HttpResponse<String>> request = later(app);
		stuck.one.await();
		Thread closing = new Thread(context::close);
		closing.start();
		awaitRefusal(app);
		Page page = Page.of(HttpCalls.get(own).body());
		assertThat(page.value("http_server_requests_in_progress{method=\"GET\"}")).isEqualTo(1);
		stuck.release.countDown();
		assertThat(request.get().body()).isEqualTo("free");
		closing.join();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> HttpCalls.get(own));
	}

	@Test
	void keepsNoApplicationAlive() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Ending.class.getName())
			.redirectErrorStream(true)
			.start();
		try {
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(new String(process.getInputStream().readAllBytes())).contains("Prometheus metrics have a port")
				.doesNotContain("WARN", "ERROR", "VM warning");
			assertThat(process.exitValue()).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static void awaitRefusal(URI url) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (true) {
			assertThat(System.nanoTime()).isLessThan(end);
			try {
				if (HttpCalls.get(url.resolve("/nothing")).statusCode() == 503) {
					return;
				}
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private static CompletableFuture<HttpResponse<String>> later(URI url) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return HttpCalls.get(url);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task).start());
	}

	private static int status(WebApp app, String path) {
		try {
			return HttpCalls.get(app.request(path).build().uri()).statusCode();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static WebApp start(Class<?> configuration, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.addAll(List.of(OWN_PORT));
		return WebApp.start(configuration, all.toArray(String[]::new));
	}

	private static MetricsServer server(WebApp app) {
		return app.context().getBean(MetricsServer.class);
	}

	/**
	 * What is said of the page: content types have their parameters in any order, and the
	 * page of all registries has other values each time.
	 */
	private static Map<String, String> headers(HttpResponse<String> response) {
		Map<String, String> headers = new TreeMap<>();
		for (String name : List.of("allow", "content-encoding", "content-length", "vary", "www-authenticate")) {
			response.headers().firstValue(name).ifPresent((value) -> headers.put(name, value.replace(" ", "")));
		}
		response.headers()
			.firstValue("content-type")
			.ifPresent((type) -> headers.put("content-type",
					new TreeSet<>(List.of(type.replace(" ", "").split(";"))).toString()));
		if (response.statusCode() == 404) {
			// The application has a page of its own for that
			headers.clear();
		}
		if (response.uri().getPath().equals("/metrics") && response.statusCode() == 200) {
			headers.remove("content-length");
		}
		return headers;
	}

	private static List<String> families(HttpResponse<String> response) {
		return (response.statusCode() == 404) ? List.of()
				: response.body()
					.lines()
					.filter((line) -> line.startsWith("# TYPE") || line.startsWith("bills"))
					.toList();
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
	static class Stuck {

		private final CountDownLatch one = new CountDownLatch(1);

		private final CountDownLatch inside = new CountDownLatch(2);

		private final CountDownLatch release = new CountDownLatch(1);

		@GetMapping("/stuck")
		String stuck() throws InterruptedException {
			this.one.countDown();
			this.inside.countDown();
			this.release.await();
			return "free";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Draining {

		@Bean
		Stuck stuck() {
			return new Stuck();
		}

	}

	/**
	 * An application that has nothing to do.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Ending {

		public static void main(String[] args) {
			new SpringApplicationBuilder(Ending.class).web(WebApplicationType.NONE)
				.properties(OWN_PORT)
				.properties("spring.main.banner-mode=off", NO_DATABASE)
				.run(args);
		}

	}

}
