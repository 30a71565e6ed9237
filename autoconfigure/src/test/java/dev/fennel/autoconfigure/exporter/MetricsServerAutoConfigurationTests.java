package dev.fennel.autoconfigure.exporter;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.exporter.ClientAuth;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.exporter.MetricsServerOptions;
import dev.fennel.exporter.MetricsServerStartedEvent;
import dev.fennel.exporter.MetricsSite;
import dev.fennel.exporter.PortRange;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Page;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MetricsServerAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(FennelAutoConfiguration.class,
			SslAutoConfiguration.class, MetricsEndpointAutoConfiguration.class, MetricsServerAutoConfiguration.class);

	private static final String[] PROPERTIES = { "fennel.exporter.enabled=true", "fennel.exporter.port=0",
			"fennel.exporter.address=127.0.0.1" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withPropertyValues(PROPERTIES);

	@Test
	void servesThePageAndSaysWhere(CapturedOutput output) {
		this.runner.withUserConfiguration(Listening.class).run((context) -> {
			MetricsServer server = context.getBean(MetricsServer.class);
			HttpResponse<String> response = HttpCalls.get(server.getMetricsUrl());
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).contains("# TYPE fennel_errors_total counter");
			assertThat(server.getMetricsUrl()).hasToString("http://127.0.0.1:" + server.getPort() + "/metrics");
			assertThat(context.getBean(Listening.class).events).singleElement()
				.satisfies((event) -> assertThat(event.getMetricsUrl()).isEqualTo(server.getMetricsUrl()));
			assertThat(output.getAll()).containsOnlyOnce("" + server.getMetricsUrl());
		});
	}

	@Test
	void isOffUnlessAskedFor() {
		ApplicationContextRunner plain = new ApplicationContextRunner();
		AtomicReference<String[]> without = new AtomicReference<>();
		plain
			.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, SslAutoConfiguration.class,
					MetricsEndpointAutoConfiguration.class))
			.run((context) -> without.set(context.getBeanDefinitionNames()));
		plain.withConfiguration(AUTO_CONFIGURATIONS).run((context) -> {
			assertThat(context.getBeanDefinitionNames()).containsExactlyInAnyOrder(without.get());
			assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().startsWith("fennel-exporter"));
		});
		this.runner.withPropertyValues("fennel.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MetricsServer.class));
	}

	@Test
	void listensOnThePortOfJvmsUnlessTold() {
		MetricsServerProperties properties = new MetricsServerProperties(true, null, null, "", null, null,
				ClientAuth.NONE, 16, Duration.ofSeconds(10), new MetricsServerProperties.Auth(null, null, null));
		assertThat(properties.ports().first()).isEqualTo(9404);
		assertThat(properties.ports().last()).isEqualTo(9404);
	}

	@Test
	void registriesHaveTheirPagesBelowThePath() {
		this.runner.withUserConfiguration(Registries.class)
			.withPropertyValues("fennel.exporter.path=/internal/prom")
			.run((context) -> {
				URI url = context.getBean(MetricsServer.class).getUrl();
				assertThat(HttpCalls.get(url.resolve("/internal/prom")).body()).contains("bills", "fennel_errors");
				assertThat(HttpCalls.get(url.resolve("/internal/prom/all")).body()).contains("bills", "fennel_errors");
				assertThat(Page.of(HttpCalls.get(url.resolve("/internal/prom/billing")).body()).samples())
					.containsOnlyKeys("bills");
				assertThat(HttpCalls.get(url.resolve("/internal/prom/fennel")).body()).doesNotContain("bills");
				assertThat(HttpCalls.get(url.resolve("/internal/prom/nobody")).statusCode()).isEqualTo(404);
				assertThat(HttpCalls.get(url.resolve("/metrics")).statusCode()).isEqualTo(404);
			});
	}

	@Test
	void pathAndTokenAreThoseOfTheApplicationsPortUnlessTold(CapturedOutput output) {
		this.runner.withPropertyValues("fennel.endpoint.path=/prom", "fennel.endpoint.token=s3cret").run((context) -> {
			URI url = context.getBean(MetricsServer.class).getMetricsUrl();
			assertThat(url).hasPath("/prom");
			assertThat(status(url, null)).isEqualTo(401);
			assertThat(status(url.resolve("/prom/fennel"), "Bearer wrong")).isEqualTo(401);
			assertThat(status(url, "Bearer s3cret")).isEqualTo(200);
			assertThat(output.getAll()).doesNotContain("s3cret");
		});
	}

	@Test
	void aTokenGuardsTheMetricsAlone(CapturedOutput output) {
		this.runner.withUserConfiguration(Well.class)
			.withPropertyValues("fennel.exporter.auth.token=s3cret", "fennel.endpoint.token=other")
			.run((context) -> {
				URI url = context.getBean(MetricsServer.class).getMetricsUrl();
				HttpResponse<String> refused = HttpCalls.get(url);
				assertThat(refused.statusCode()).isEqualTo(401);
				assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
				assertThat(refused.body()).isEmpty();
				assertThat(status(url, "Bearer other")).isEqualTo(401);
				assertThat(status(url.resolve("/metrics/fennel"), "Bearer other")).isEqualTo(401);
				assertThat(status(url.resolve("/metrics/fennel"), "Bearer s3cret")).isEqualTo(200);
				assertThat(status(url, "Bearer s3cret")).isEqualTo(200);
				for (String path : List.of("/", "/well", "/robots.txt")) {
					assertThat(status(url.resolve(path), null)).isEqualTo(200);
				}
				assertThat(context.getBean(MetricsServerProperties.class).toString()).doesNotContain("s3cret");
				assertThat(output.getAll()).doesNotContain("s3cret");
			});
	}

	@Test
	void soDoNameAndPassword(CapturedOutput output) {
		this.runner
			.withPropertyValues("fennel.exporter.auth.username=prometheus", "fennel.exporter.auth.password=s3:crét")
			.run((context) -> {
				URI url = context.getBean(MetricsServer.class).getMetricsUrl();
				HttpResponse<String> refused = HttpCalls.get(url);
				assertThat(refused.statusCode()).isEqualTo(401);
				assertThat(refused.headers().firstValue("WWW-Authenticate"))
					.hasValue("Basic realm=\"metrics\", charset=\"UTF-8\"");
				assertThat(status(url, basic("prometheus:s3:crét"))).isEqualTo(200);
				assertThat(status(url.resolve("/metrics/fennel"), basic("prometheus:s3:crét"))).isEqualTo(200);
				for (String wrong : List.of(basic("prometheus:s3"), basic("Prometheus:s3:crét"), basic(""), "Basic %%%",
						"Basic", "Bearer s3:crét", "Bearer prometheus:s3:crét")) {
					assertThat(status(url, wrong.replaceAll("[^ -~]", ""))).as(wrong).isEqualTo(401);
				}
				assertThat(status(url.resolve("/"), null)).isEqualTo(200);
				assertThat(output.getAll()).doesNotContain("s3:cr");
			});
	}

	@Test
	void beansOfPagesAreServedToo() {
		this.runner.withUserConfiguration(Well.class).run((context) -> {
			URI url = context.getBean(MetricsServer.class).getUrl();
			HttpResponse<String> response = HttpCalls.get(url.resolve("/well?who=me"));
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("GET [me]");
			assertThat(HttpCalls.send("HEAD", url.resolve("/well")).headers().firstValueAsLong("Content-Length"))
				.hasValue("HEAD []".length());
			assertThat(HttpCalls.send("POST", url.resolve("/well")).statusCode()).isEqualTo(405);
			assertThat(HttpCalls.send("OPTIONS", url.resolve("/well")).headers().firstValue("Allow"))
				.hasValue("GET, HEAD, OPTIONS");
			assertThat(HttpCalls.get(url).body()).contains("href=\"/well\"");
		});
	}

	@Test
	void anApplicationWithoutWebHasItToo() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
			.run((context) -> assertThat(HttpCalls.get(context.getBean(MetricsServer.class).getMetricsUrl()).body())
				.contains("fennel_errors_total"));
	}

	@Test
	void aReactiveApplicationHasItToo() {
		new ReactiveWebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues(PROPERTIES)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet", "jakarta.servlet"))
			.run((context) -> assertThat(HttpCalls.get(context.getBean(MetricsServer.class).getMetricsUrl()).body())
				.contains("fennel_errors_total"));
	}

	@Test
	void lazyInitializationLeavesItInPlace() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				String name = context.getBeanNamesForType(MetricsServer.class, false, false)[0];
				assertThat(context.getBeanFactory().containsSingleton(name)).isTrue();
				assertThat(context.getBean(MetricsServer.class).isRunning()).isTrue();
			});
	}

	@Test
	void theNextContextHasThePortAgain() {
		AtomicReference<URI> url = new AtomicReference<>();
		this.runner.run((context) -> url.set(context.getBean(MetricsServer.class).getMetricsUrl()));
		for (int i = 0; i < 3; i++) {
			this.runner.withPropertyValues("fennel.exporter.port=" + url.get().getPort()).run((context) -> {
				assertThat(context.getBean(MetricsServer.class).getMetricsUrl()).isEqualTo(url.get());
				assertThat(HttpCalls.get(url.get()).statusCode()).isEqualTo(200);
			});
		}
	}

	@Test
	void aContextThatDoesNotStartLeavesNoPortBehind() {
		AtomicReference<URI> url = new AtomicReference<>();
		this.runner.withUserConfiguration(Failing.class)
			.withBean(ApplicationListener.class,
					() -> (ApplicationListener<MetricsServerStartedEvent>) (event) -> url.set(event.getMetricsUrl()))
			.run((context) -> assertThat(context).hasFailed());
		assertThat(url.get()).isNotNull();
		assertThat(isFree(url.get().getPort())).isTrue();
	}

	@Test
	void backsOffForAServerOfTheApplications() {
		this.runner.withUserConfiguration(OwnServer.class)
			.run((context) -> assertThat(context).hasSingleBean(MetricsServer.class)
				.doesNotHaveBean("fennelMetricsServer"));
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String basic(String text) {
		return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static int status(URI url, @Nullable String authorization) throws IOException {
		HttpRequest.Builder request = HttpCalls.request(url);
		if (authorization != null) {
			request.header("Authorization", authorization);
		}
		return HttpCalls.send(request).statusCode();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final List<MetricsServerStartedEvent> events = new ArrayList<>();

		@Bean
		ApplicationListener<MetricsServerStartedEvent> listener() {
			return this.events::add;
		}

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

	@Configuration(proxyBeanMethods = false)
	static class Well {

		@Bean
		ServedPage well() {
			return new ServedPage() {

				@Override
				public String path() {
					return "/well";
				}

				@Override
				public PageResponse get(PageRequest request) {
					String text = request.method() + " " + request.parameter("who");
					return new PageResponse(200, Map.of("Content-Type", "text/plain"), text.getBytes());
				}

			};
		}

	}

	/**
	 * Starts after the server, and does not.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		SmartLifecycle failing() {
			return new SmartLifecycle() {

				@Override
				public void start() {
					throw new IllegalStateException("failing");
				}

				@Override
				public void stop() {
				}

				@Override
				public boolean isRunning() {
					return false;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServer {

		@Bean
		MetricsServer ownServer(MetricsSite site, MetricFactory metrics) {
			return new MetricsServer(
					new MetricsServerOptions("127.0.0.1", PortRange.of(0), 1, Duration.ofSeconds(1), null), site,
					new Failures(metrics, "exporter"), (server) -> {
					});
		}

	}

}
