package dev.fennel.web;

import java.io.IOException;
import java.util.List;

import dev.fennel.GuardedRegistry;
import dev.fennel.LabelStyle;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestEvent;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What needs no server to be seen.
 */
class RequestRecordTests {

	private static final String RESPONSE = "http_server_responses_before_filters_total{method=\"GET\",status=\"%d\"}";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final RequestMetrics metrics = new RequestMetrics(MetricFactory.with(this.registry).build(),
			RequestMetricsOptions.defaults());

	private final RequestEndListener listener = new RequestEndListener(this.metrics);

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/x");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@Test
	void anErrorDispatchWithoutAStartMovesTheUnknownFamilies() throws Exception {
		errorDispatch();
		run((request, response) -> {
		});
		Page page = Scrapes.of(this.registry);
		assertThat(page.value("http_server_requests_unknown_duration_including_filters_total")).isEqualTo(1);
		assertThat(page.value("http_server_requests_unknown_duration_total")).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_responses_before_filters"))).isZero();
	}

	@Test
	void anExceptionWaitsForTheErrorPageWhichTellsTheStatus() throws Exception {
		initialize();
		fail();
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(500))).isZero();
		assertThat(Scrapes.of(this.registry).value("http_server_requests_in_progress{method=\"GET\"}")).isZero();
		errorDispatch();
		run((request, response) -> this.response.setStatus(502));
		destroy();
		Page page = Scrapes.of(this.registry);
		assertThat(page.value(RESPONSE.formatted(502))).isEqualTo(1);
		assertThat(page
			.value("http_server_request_duration_seconds_count{method=\"GET\",route=\"unmatched\",status=\"502\"}"))
			.isEqualTo(1);
		assertThat(page.value("http_server_requests_unknown_duration_total")).isZero();
		assertCompleteOnce();
	}

	@Test
	void withoutAnErrorPageAnExceptionHasTheStatusThatTheContainerSetsAtTheEnd() throws Exception {
		initialize();
		fail();
		this.response.setStatus(500);
		destroy();
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(500))).isEqualTo(1);
		assertCompleteOnce();
	}

	@Test
	void theErrorPageAfterARefusalTellsTheStatus() throws Exception {
		initialize();
		refuse(404);
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(404))).isZero();
		errorDispatch();
		run((request, response) -> this.response.setStatus(200));
		destroy();
		Page page = Scrapes.of(this.registry);
		assertThat(page.value(RESPONSE.formatted(200))).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_requests_total"))).isZero();
		assertCompleteOnce();
	}

	@Test
	void aRefusalWithoutAnErrorPageIsCompleteAtTheEnd() throws Exception {
		initialize();
		refuse(401);
		destroy();
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(401))).isEqualTo(1);
		assertCompleteOnce();
	}

	@Test
	void anErrorPageThatThrowsLeavesTheStatusToTheEnd() throws Exception {
		initialize();
		refuse(404);
		errorDispatch();
		fail();
		this.response.setStatus(500);
		destroy();
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(500))).isEqualTo(1);
		assertCompleteOnce();
	}

	@Test
	void anErrorPageWithinTheDispatchThatItFollowsLeavesTheStatusToTheEnd() throws Exception {
		initialize();
		outer((request, response) -> {
			this.response.sendError(404);
			errorDispatch();
			outer((errorRequest, errorResponse) -> this.response.setStatus(200));
			this.request.setDispatcherType(DispatcherType.REQUEST);
			assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(200))).isZero();
		});
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(200))).isEqualTo(1);
		destroy();
		assertCompleteOnce();
	}

	@Test
	void whereNobodyTellsOfTheEndARefusalOrExceptionIsCompleteAtOnce() throws Exception {
		refuse(401);
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(401))).isEqualTo(1);
		this.request.clearAttributes();
		this.response.setCommitted(false);
		this.response.reset();
		fail();
		assertThat(Scrapes.of(this.registry).value(RESPONSE.formatted(500))).isEqualTo(1);
	}

	@Test
	void aSourceOfExemplarsThatThrowsTakesNothingElseFromTheRequest() throws Exception {
		GuardedRegistry registry = new GuardedRegistry();
		RequestMetrics metrics = new RequestMetrics(MetricFactory.with(registry).build(),
				new RequestMetricsOptions(List.of(), List.of(), false, LabelStyle.SHORT, List.of(), List.of(), () -> {
					throw new IllegalStateException("no");
				}));
		new OuterMetricsFilter(metrics, List.of()).doFilter(this.request, this.response,
				(request, response) -> new InnerMetricsFilter(metrics).doFilter(request, response, (inner, answer) -> {
				}));
		assertThat(Scrapes.of(registry).samples()).containsEntry("fennel_errors_total{feature=\"web\"}", 1.0)
			.containsEntry("http_server_requests_total{method=\"GET\",scheme=\"http\"}", 1.0)
			.containsEntry(
					"http_server_request_duration_seconds_count{method=\"GET\",route=\"unmatched\",status=\"200\"}",
					1.0);
	}

	private void errorDispatch() {
		this.request.setDispatcherType(DispatcherType.ERROR);
		this.response.setCommitted(false);
	}

	private void initialize() {
		this.listener.requestInitialized(event());
	}

	private void destroy() {
		this.listener.requestDestroyed(event());
	}

	private ServletRequestEvent event() {
		return new ServletRequestEvent(new MockServletContext(), this.request);
	}

	private void assertCompleteOnce() {
		Page page = Scrapes.of(this.registry);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_responses_before_filters_total"))).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("http_server_requests_in_progress"))).isZero();
	}

	private void refuse(int status) throws Exception {
		outer((request, response) -> this.response.sendError(status));
	}

	private void fail() {
		assertThatExceptionOfType(ServletException.class).isThrownBy(() -> run((request, response) -> {
			throw new ServletException("no");
		}));
	}

	private void run(FilterChain servlet) throws ServletException, IOException {
		outer((request, response) -> new InnerMetricsFilter(this.metrics).doFilter(request, response, servlet));
	}

	private void outer(FilterChain chain) throws ServletException, IOException {
		new OuterMetricsFilter(this.metrics, List.of()).doFilter(this.request, this.response, chain);
	}

}
