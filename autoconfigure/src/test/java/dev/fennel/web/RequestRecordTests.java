package dev.fennel.web;

import java.util.List;

import dev.fennel.GuardedRegistry;
import dev.fennel.LabelStyle;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What needs no server to be seen.
 */
class RequestRecordTests {

	private static final String RESPONSE = "http_server_responses_before_filters_total{method=\"GET\",status=\"%d\"}";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void anErrorDispatchWithoutAStartMovesTheUnknownFamilies() throws Exception {
		this.request.setDispatcherType(DispatcherType.ERROR);
		run(metrics(true), (request, response) -> {
		});
		Page page = Scrapes.of(this.registry);
		assertThat(page.value("http_server_requests_unknown_duration_including_filters_total")).isEqualTo(1);
		assertThat(page.value("http_server_requests_unknown_duration_total")).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_responses_before_filters"))).isZero();
	}

	@Test
	void anExceptionWaitsForTheErrorPageWhichTellsTheStatus() throws Exception {
		RequestMetrics metrics = metrics(true);
		fail(metrics);
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(500))).isZero();
		assertThat(Scrapes.of(this.registry).value("http_server_requests_in_progress{method=\"GET\"}")).isZero();
		this.request.setDispatcherType(DispatcherType.ERROR);
		run(metrics, (request, response) -> this.response.setStatus(502));
		Page page = Scrapes.of(this.registry);
		assertThat(page.value(RESPONSE.formatted(502))).isEqualTo(1);
		assertThat(page
			.value("http_server_request_duration_seconds_count{method=\"GET\",route=\"unmatched\",status=\"502\"}"))
			.isEqualTo(1);
		assertThat(page.value("http_server_requests_unknown_duration_total")).isZero();
	}

	@Test
	void withoutAnErrorPageAnExceptionIsCompleteAs500() throws Exception {
		fail(metrics(false));
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(500))).isEqualTo(1);
	}

	@Test
	void theErrorPageAfterARefusalChangesNothing() throws Exception {
		RequestMetrics metrics = metrics(true);
		new OuterMetricsFilter(metrics, List.of()).doFilter(this.request, this.response,
				(request, response) -> this.response.sendError(401));
		this.request.setDispatcherType(DispatcherType.ERROR);
		run(metrics, (request, response) -> this.response.setStatus(500));
		Page page = Scrapes.of(this.registry);
		assertThat(page.value(RESPONSE.formatted(401))).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_responses_before_filters_total"))).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_requests_total"))).isZero();
	}

	private void fail(RequestMetrics metrics) {
		assertThatExceptionOfType(ServletException.class).isThrownBy(() -> run(metrics, (request, response) -> {
			throw new ServletException("no");
		}));
	}

	private void run(RequestMetrics metrics, FilterChain servlet) throws Exception {
		new OuterMetricsFilter(metrics, List.of()).doFilter(this.request, this.response,
				(request, response) -> new InnerMetricsFilter(metrics).doFilter(request, response, servlet));
	}

	private RequestMetrics metrics(boolean errorPages) {
		return new RequestMetrics(MetricFactory.with(this.registry).build(),
				new RequestMetricsOptions(List.of(), List.of(), false, LabelStyle.SHORT, List.of(), errorPages));
	}

}
