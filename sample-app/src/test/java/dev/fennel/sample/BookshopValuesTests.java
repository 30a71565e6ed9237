package dev.fennel.sample;

import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends requests that are counted here, and reads the same counts on the page.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class BookshopValuesTests {

	private static final String DURATION_COUNT = "http_server_request_duration_seconds_count";

	private final KnownVisits visits;

	private MetricsPage page;

	BookshopValuesTests(@Value("${local.server.port}") String port) {
		this.visits = new KnownVisits(new Shop(port));
	}

	@BeforeAll
	void visit() {
		this.page = this.visits.make();
	}

	@Test
	void countsRequestsByRouteAndStatus() {
		assertCount(3, "GET", "/api/books", 200);
		assertCount(1, "HEAD", "/api/books", 200);
		assertCount(2, "GET", "/api/books/{isbn}", 404);
		assertCount(1, "POST", "/api/orders", 201);
		assertCount(2, "POST", "/api/orders", 409);
		assertCount(1, "POST", "/api/orders", 400);
		assertCount(1, "GET", "/api/reports/failing", 500);
		assertCount(1, "POST", "/orders", 302);
		assertCount(1, "GET", "/**", 200);
	}

	@Test
	void countsRequestsWithoutHandlerAsUnmatched() {
		assertCount(1, "GET", "unmatched", 404);
		assertCount(1, "DELETE", "unmatched", 405);
		assertThat(this.page.samples().keySet()).noneMatch((sample) -> sample.contains("nowhere"));
	}

	@Test
	void countsEachRequestOnceAndExcludedPathsNever() {
		assertThat(this.page.samples())
			.containsEntry("http_server_requests_total{method=\"GET\",scheme=\"http\"}", 16.0)
			.containsEntry("http_server_requests_before_filters_total{method=\"GET\"}", 16.0)
			.containsEntry("http_server_requests_before_filters_total{method=\"POST\"}", 5.0)
			.containsEntry("http_server_requests_before_filters_total{method=\"other\"}", 1.0)
			.containsEntry("http_server_responses_before_filters_total{method=\"GET\",status=\"404\"}", 3.0);
		assertThat(this.page.sum(DURATION_COUNT)).isEqualTo(24);
		assertThat(this.page.sum("http_server_request_duration_including_filters_seconds_count")).isEqualTo(24);
	}

	@Test
	void countsExceptionsByClassAndRoute() {
		assertThat(this.page.samples("http_server_exceptions_total")).containsOnly(
				Map.entry("{exception=\"BookNotFoundException\",route=\"/api/books/{isbn}\"}", 2.0),
				Map.entry("{exception=\"IllegalStateException\",route=\"/api/reports/failing\"}", 1.0),
				Map.entry("{exception=\"OutOfStockException\",route=\"/api/orders\"}", 2.0),
				Map.entry("{exception=\"ResponseStatusException\",route=\"/api/orders\"}", 1.0));
	}

	@Test
	void countsViewsByName() {
		assertThat(this.page.samples("http_server_rendered_views_total")).containsOnly(
				Map.entry("{view=\"books\"}", 2.0), Map.entry("{view=\"book\"}", 1.0),
				Map.entry("{view=\"order\"}", 1.0), Map.entry("{view=\"redirect\"}", 1.0));
	}

	@Test
	void countsStreamsCharsetsAndAjaxRequests() {
		assertThat(this.page.samples("http_server_responses_by_charset_total"))
			.containsOnly(Map.entry("{charset=\"UTF-8\"}", 5.0));
		assertThat(this.page.samples()).containsEntry("http_server_streaming_responses_total", 3.0)
			.containsEntry("http_server_ajax_requests_total", 1.0);
	}

	@Test
	void measuresBodies() {
		assertThat(this.page.samples())
			.containsEntry("http_server_request_body_bytes_sum", (double) this.visits.sentBytes())
			.containsEntry("http_server_response_body_bytes_sum", (double) this.visits.receivedBytes())
			.containsEntry("http_server_request_body_bytes_count", 24.0)
			.containsEntry("http_server_response_body_bytes_count", 24.0);
	}

	@Test
	void measuresTheSlowReportToItsEnd() {
		assertThat(this.page.sum("http_server_request_duration_seconds_sum"))
			.isLessThanOrEqualTo(this.page.sum("http_server_request_duration_including_filters_seconds_sum"));
		assertThat(this.page.samples()
			.get("http_server_request_duration_seconds_sum"
					+ "{method=\"GET\",route=\"/api/reports/slow\",status=\"200\"}"))
			.isBetween(0.2, 5.0);
	}

	private void assertCount(int count, String method, String route, int status) {
		assertThat(this.page.samples()).containsEntry(
				DURATION_COUNT + "{method=\"%s\",route=\"%s\",status=\"%d\"}".formatted(method, route, status),
				(double) count);
	}

}
