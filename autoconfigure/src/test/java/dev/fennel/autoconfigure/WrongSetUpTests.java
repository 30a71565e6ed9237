package dev.fennel.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.autoconfigure.web.WebMetricsAutoConfiguration;
import dev.fennel.web.RequestLabels;
import io.prometheus.metrics.core.metrics.Gauge;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is wrong is said in one sentence at start-up, and what to do in another.
 */
class WrongSetUpTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, MetricsEndpointAutoConfiguration.class,
				WebMetricsAutoConfiguration.class));

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
				Arguments.of("fennel.endpoint.token= ", "fennel.endpoint.token is blank."));
	}

	@ParameterizedTest
	@MethodSource("properties")
	void propertiesAreNamed(String property, String sentence) {
		this.runner.withPropertyValues(property).run((context) -> assertSaid(context.getStartupFailure(), sentence));
	}

	@ParameterizedTest
	@MethodSource("bound")
	void whatCannotBeBoundIsSaidByBoot(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(property.substring(0, property.indexOf('=')));
			assertThat(analysis.getAction()).isNotBlank();
		});
	}

	static Stream<String> bound() {
		return Stream.of("fennel.web.buckets=fast", "fennel.histograms=modern", "fennel.labels=long",
				"fennel.endpoint.collector-timeout=soon", "fennel.max-series=many");
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
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.startsWith(
						"The collector bean 'clash' (io.prometheus.metrics.core.metrics.Gauge) cannot be registered: ")
				.contains("http_server_request_duration_seconds_count"));
	}

	@Test
	void familiesThatClashNameBothOwners() {
		this.runner.withUserConfiguration(ClashingFamily.class)
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains("The metric family 'fennel_errors_total' is asked for by ", "dev.fennel.Failures")
				.contains(ClashingFamily.class.getName()));
	}

	private static void assertSaid(@Nullable Throwable failure, String sentence) {
		FailureAnalysis analysis = analyze(failure);
		assertThat(analysis.getDescription()).isEqualTo(sentence);
		assertThat(analysis.getAction()).isNotBlank().endsWith(".");
	}

	private static FailureAnalysis analyze(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler
				.logging(org.apache.commons.logging.LogFactory.getLog(WrongSetUpTests.class)));
		return analyzers.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow();
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
