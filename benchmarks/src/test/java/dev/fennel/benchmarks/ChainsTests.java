package dev.fennel.benchmarks;

import java.io.IOException;

import dev.fennel.GuardedRegistry;
import dev.fennel.web.HandlerMetricsInterceptor;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compared does what it is compared for.
 */
class ChainsTests {

	private final Exchange exchange = new Exchange();

	@ParameterizedTest
	@EnumSource
	void fennelTimesTheRoute(Answer answer) throws Exception {
		GuardedRegistry registry = new GuardedRegistry();
		passTwice(Chains.fennel(registry, new Handler(answer, new HandlerMetricsInterceptor())));
		HistogramDataPointSnapshot point = duration(registry);
		assertThat(point.getLabels().get("route")).isEqualTo(Handler.ROUTE);
		assertThat(point.getLabels().get("status")).isEqualTo("200");
		assertThat(point.getCount()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void micrometerTimesTheRoute(boolean buckets) throws Exception {
		PrometheusMeterRegistry registry = Chains.meterRegistry(buckets);
		passTwice(Chains.micrometer(registry, new Handler(Answer.JSON)));
		assertThat(registry.scrape().lines()).contains("http_server_requests_seconds_count{error=\"none\","
				+ "exception=\"none\",method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"/orders/{id}\"} 2");
		assertThat(registry.scrape().contains("http_server_requests_seconds_bucket")).isEqualTo(buckets);
	}

	@Test
	void handlerAnswersAlone() throws Exception {
		passTwice(new Handler(Answer.EMPTY));
	}

	private void passTwice(FilterChain chain) throws ServletException, IOException {
		assertThat(this.exchange.pass(chain)).isEqualTo(200);
		assertThat(this.exchange.pass(chain)).isEqualTo(200);
	}

	private static HistogramDataPointSnapshot duration(GuardedRegistry registry) {
		return registry.scrape("http_server_request_duration_seconds"::equals)
			.stream()
			.map(HistogramSnapshot.class::cast)
			.flatMap((family) -> family.getDataPoints().stream())
			.findFirst()
			.orElseThrow();
	}

}
