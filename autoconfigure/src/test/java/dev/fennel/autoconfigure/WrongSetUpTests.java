package dev.fennel.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.exporter.MetricsServerAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.autoconfigure.health.HealthAutoConfiguration;
import dev.fennel.autoconfigure.web.WebMetricsAutoConfiguration;
import dev.fennel.testing.StartFailures;
import dev.fennel.web.RequestLabels;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is wrong is said in one sentence at start-up, and what to do in another.
 */
class WrongSetUpTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, MetricsEndpointAutoConfiguration.class,
				WebMetricsAutoConfiguration.class, SslAutoConfiguration.class, MetricsServerAutoConfiguration.class,
				HealthAutoConfiguration.class));

	static Stream<Arguments> properties() {
		return Stream.of(
				Arguments.of("fennel.web.buckets=1,0.5",
						"The buckets of fennel.web.buckets are [1.0, 0.5], which are not finite numbers that rise."),
				Arguments.of("fennel.web.size-buckets=1,1",
						"The buckets of fennel.web.size-buckets are [1.0, 1.0], which are not finite numbers that rise."),
				Arguments.of("fennel.max-series=0", "fennel.max-series is 0."),
				Arguments.of("fennel.common-labels.job=x",
						"fennel.common-labels has the label 'job', which Prometheus sets itself at each scrape."),
				Arguments.of("fennel.common-labels.route=x",
						"The metric family 'http_server_request_duration_seconds' has the label 'route' twice."),
				Arguments.of("fennel.namespace=1shop",
						"The metric name '1shop_fennel_series_folded_total' is not one that Prometheus accepts."),
				Arguments.of("fennel.endpoint.path=metrics", "fennel.endpoint.path is 'metrics'."),
				Arguments.of("fennel.endpoint.path=/", "fennel.endpoint.path is '/'."),
				Arguments.of("fennel.endpoint.token= ", "fennel.endpoint.token is blank."),
				Arguments.of("fennel.endpoint.collector-timeout=0", "fennel.endpoint.collector-timeout is 0 ms."),
				Arguments.of("fennel.endpoint.collector-timeout=9999d",
						"fennel.endpoint.collector-timeout is 863913600000 ms."),
				Arguments.of("fennel.endpoint.registry-timeout=-1s", "fennel.endpoint.registry-timeout is -1000 ms."),
				Arguments.of("fennel.target-info.service-name=shop",
						"fennel.target-info has the label 'service-name', which is not a name that Prometheus accepts."),
				Arguments.of("fennel.target-info.instance=x",
						"fennel.target-info has the label 'instance', which Prometheus sets itself at each scrape."),
				Arguments.of("fennel.health.timeout=0", "fennel.health.timeout is PT0S."),
				Arguments.of("fennel.health.timeout=2d", "fennel.health.timeout is PT48H."),
				Arguments.of("fennel.health.cache=-1s", "fennel.health.cache is PT-1S."),
				Arguments.of("fennel.health.refresh=10us", "fennel.health.refresh is PT0.00001S."),
				Arguments.of("fennel.health.threads=0", "fennel.health.threads is 0."),
				Arguments.of("fennel.health.enabled=on off", "fennel.health.enabled is 'on off'."),
				Arguments.of("fennel.health.db.enabled=nein", "fennel.health.db.enabled is 'nein'."),
				Arguments.of("fennel.enabled=flase", "fennel.enabled is 'flase'."),
				Arguments.of("fennel.web.enabled=maybe", "fennel.web.enabled is 'maybe'."));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void propertiesAreNamed(String property, String sentence) {
		this.runner.withPropertyValues(property).run((context) -> assertSaid(context.getStartupFailure(), sentence));
	}

	static Stream<Arguments> exporterProperties() {
		return Stream.of(Arguments.of("port=70000", "fennel.exporter.port is 70000."),
				Arguments.of("port-range=8050-8001", "fennel.exporter.port-range is '8050-8001'."),
				Arguments.of("port=8001,port-range=8001-8050",
						"fennel.exporter.port and fennel.exporter.port-range are both set."),
				Arguments.of("port=8099,server.port=8099",
						"server.port is 8099, which fennel.exporter.port 8099 has too."),
				Arguments.of("enabled=true,server.port=9404",
						"server.port is 9404, which fennel.exporter.port 9404 has too."),
				Arguments.of("port-range=8001-8050,management.server.port=8050",
						"management.server.port is 8050, which fennel.exporter.port-range 8001-8050 has too."),
				Arguments.of("address=no.such.host.invalid",
						"fennel.exporter.address is 'no.such.host.invalid', which is not known."),
				Arguments.of("path=/", "fennel.exporter.path is '/'."),
				Arguments.of("path=metrics", "fennel.exporter.path is 'metrics'."),
				Arguments.of("threads=0", "fennel.exporter.threads is 0."),
				Arguments.of("read-timeout=0s", "fennel.exporter.read-timeout is PT0S."),
				Arguments.of("client-auth=need",
						"fennel.exporter.client-auth is set, but fennel.exporter.ssl-bundle is not."),
				Arguments.of("ssl-bundle=web", "There is no SSL bundle 'web' of fennel.exporter.ssl-bundle."),
				Arguments.of("auth.token= ", "fennel.exporter.auth.token is blank."),
				Arguments.of("auth.username=me", "fennel.exporter.auth has a username, but no password."),
				Arguments.of("auth.password=s3cret", "fennel.exporter.auth has a password, but no username."),
				Arguments.of("auth.username=me,auth.password=", "fennel.exporter.auth.password is blank."),
				Arguments.of("auth.username=me:too,auth.password=s3cret", "fennel.exporter.auth.username has a colon."),
				Arguments.of("auth.token=s3cret,auth.username=me",
						"fennel.exporter.auth has a token, and a username or a password too."));
	}

	@ParameterizedTest
	@MethodSource("exporterProperties")
	void propertiesOfThePortOfItsOwnAreNamed(String properties, String sentence) {
		this.runner.withPropertyValues("fennel.exporter.enabled=true")
			.withPropertyValues(Stream.of(properties.split(","))
				.map((property) -> property.contains("server.") ? property : "fennel.exporter." + property)
				.toArray(String[]::new))
			.run((context) -> assertSaid(context.getStartupFailure(), sentence));
	}

	@Test
	void aPortThatIsTakenIsNamed() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			this.runner
				.withPropertyValues("fennel.exporter.enabled=true", "fennel.exporter.port=" + taken.getLocalPort())
				.run((context) -> assertSaid(context.getStartupFailure(),
						"The metrics server cannot listen on fennel.exporter.port " + taken.getLocalPort()
								+ ": Address already in use."));
		}
	}

	@ParameterizedTest
	@MethodSource("bound")
	void whatCannotBeBoundIsSaidByBoot(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			FailureAnalysis analysis = StartFailures.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(property.substring(0, property.indexOf('=')));
			assertThat(analysis.getAction()).isNotBlank();
		});
	}

	static Stream<String> bound() {
		return Stream.of("fennel.web.buckets=fast", "fennel.histograms=modern", "fennel.labels=long",
				"fennel.endpoint.collector-timeout=soon", "fennel.max-series=many");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fennel.exporter.port=many", "fennel.exporter.client-auth=maybe",
			"fennel.exporter.read-timeout=soon" })
	void whatOfThePortOfItsOwnCannotBeBoundIsSaidByBoot(String property) {
		this.runner.withPropertyValues("fennel.exporter.enabled=true", property).run((context) -> {
			FailureAnalysis analysis = StartFailures.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(property.substring(0, property.indexOf('=')));
		});
	}

	@Test
	void ownSentencesComeBeforeThoseOfBoot() {
		List<FailureAnalyzer> analyzers = new ArrayList<>(StartFailures.analyzers());
		Collections.reverse(analyzers);
		AnnotationAwareOrderComparator.sort(analyzers);
		assertThat(analyzers).extracting((analyzer) -> analyzer.getClass().getSimpleName())
			.containsSubsequence("MetricDefinitionFailureAnalyzer", "BindFailureAnalyzer");
	}

	@Test
	void labelsOfRequestsThatClashAreNamed() {
		this.runner.withUserConfiguration(ClashingLabels.class)
			.run((context) -> assertSaid(context.getStartupFailure(),
					"The metric family 'http_server_request_duration_seconds' has the label 'route' twice."));
	}

	@Test
	void collectorsThatClashAreNamed() {
		this.runner.withUserConfiguration(ClashingCollector.class)
			.run((context) -> assertThat(StartFailures.analyze(context.getStartupFailure()).getDescription())
				.startsWith(
						"The collector bean 'clash' (io.prometheus.metrics.core.metrics.Gauge) cannot be registered: ")
				.contains("http_server_request_duration_seconds_count"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "all", "default" })
	void aRegistryWithTheNameOfAPageIsNamed(String name) {
		this.runner.withBean(name, PrometheusRegistry.class, PrometheusRegistry::new)
			.run((context) -> assertSaid(context.getStartupFailure(),
					"The bean '%s' is a registry with the name of the page of %s.".formatted(name,
							name.equals("all") ? "all registries" : "the client's static registry")));
		this.runner.withPropertyValues("fennel.endpoint.include-default-registry=false")
			.withBean("default", PrometheusRegistry.class, PrometheusRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed());
		this.runner.withBean("default", PrometheusRegistry.class, () -> PrometheusRegistry.defaultRegistry)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void familiesThatClashNameBothOwners() {
		this.runner.withUserConfiguration(ClashingFamily.class)
			.run((context) -> assertThat(StartFailures.analyze(context.getStartupFailure()).getDescription())
				.contains("The metric family 'fennel_errors_total' is asked for by ", "dev.fennel.Failures")
				.contains(ClashingFamily.class.getName()));
	}

	private static void assertSaid(@Nullable Throwable failure, String sentence) {
		FailureAnalysis analysis = StartFailures.analyze(failure);
		assertThat(analysis.getDescription()).isEqualTo(sentence);
		assertThat(analysis.getAction()).isNotBlank().endsWith(".");
	}

	@Configuration(proxyBeanMethods = false)
	static class ClashingLabels {

		@Bean
		RequestLabels route() {
			return new RequestLabels() {

				@Override
				public List<String> names() {
					return List.of("route");
				}

				@Override
				public String value(String name, HttpServletRequest request, HttpServletResponse response,
						@Nullable Throwable error) {
					return "";
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClashingCollector {

		@Bean
		Gauge clash() {
			return Gauge.builder().name("http_server_request_duration_seconds_count").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClashingFamily {

		@Bean
		Object clash(MetricFactory metrics) {
			return metrics.counter("fennel_errors_total").labels("feature").register();
		}

	}

}
