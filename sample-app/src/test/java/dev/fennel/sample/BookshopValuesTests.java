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
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "fennel.health.refresh=0")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class BookshopValuesTests {

	private static final String DURATION_COUNT = "http_server_request_duration_seconds_count";

	private static final double COURIERS = 2;

	/** Answers that are made in the same threads. */
	private static final double STREAMS = 3;

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

	@Test
	void measuresAnnotatedMethods() {
		assertThat(this.page.samples("orders_total")).containsOnly(
				Map.entry("{exception=\"none\",result=\"success\",size=\"small\"}", 2.0),
				Map.entry("{exception=\"OutOfStockException\",result=\"failure\",size=\"large\"}", 2.0));
		assertThat(this.page.samples("stock_shortages_total"))
			.containsOnly(Map.entry("{exception=\"OutOfStockException\"}", 2.0));
		assertThat(this.page.samples()).containsEntry("report_duration_seconds_count{exception=\"none\"}", 1.0)
			.containsEntry("reports_in_progress", 0.0)
			.containsEntry("method_duration_seconds_count{class=\"dev.fennel.sample.catalog.Catalog\","
					+ "exception=\"BookNotFoundException\",method=\"find\"}", 2.0);
		assertThat(this.page.samples().get("report_duration_seconds_sum{exception=\"none\"}")).isBetween(0.2, 5.0);
	}

	@Test
	void countsWhatWasWrittenForEntities() {
		assertThat(this.page.samples())
			.containsEntry("entity_operations_total{entity=\"Order\",operation=\"insert\"}", 2.0)
			.containsEntry("entity_operations_total{entity=\"Copies\",operation=\"update\"}", 3.0);
		assertThat(this.page.sum("entity_operations_total")).isEqualTo(5);
	}

	@Test
	void measuresWhatRunsBesideTheRequests() {
		assertThat(this.page.samples())
			.containsEntry("executor_tasks_total{executor=\"applicationTaskExecutor\",outcome=\"success\"}",
					COURIERS + STREAMS)
			.containsEntry("executor_tasks_total{executor=\"applicationTaskExecutor\",outcome=\"failure\"}", 0.0)
			.containsEntry("executor_task_wait_seconds_count{executor=\"applicationTaskExecutor\"}", COURIERS + STREAMS)
			.containsEntry("executor_tasks_total{executor=\"taskScheduler\",outcome=\"success\"}", 1.0)
			.containsEntry("scheduled_task_duration_seconds_count{outcome=\"success\",task=\"StockTaking.count\"}", 1.0)
			.containsEntry("scheduled_task_duration_seconds_count{outcome=\"failure\",task=\"StockTaking.count\"}",
					0.0);
	}

	@Test
	void measuresCallsToOthers() {
		assertThat(this.page.samples("http_client_request_duration_seconds_count"))
			.containsOnly(Map.entry("{client=\"localhost\",method=\"GET\",route=\"/{page}\",status=\"200\"}", 2.0));
		assertThat(this.page.samples("http_client_requests_in_progress"))
			.containsOnly(Map.entry("{client=\"localhost\"}", 0.0));
	}

	@Test
	void readsMigrations() {
		assertThat(this.page.samples()).containsEntry("migrations_applied{datasource=\"main\",tool=\"flyway\"}", 2.0)
			.containsEntry("migrations_pending{datasource=\"main\",tool=\"flyway\"}", 0.0)
			.containsEntry("migrations_failed{datasource=\"main\",tool=\"flyway\"}", 0.0);
	}

	@Test
	void measuresTheDatabase() {
		assertThat(this.page.samples())
			.containsEntry("db_client_pool_connections{datasource=\"main\",state=\"active\",vendor=\"h2\"}", 0.0)
			.containsEntry("db_client_rows_affected_total{datasource=\"main\",operation=\"update\",vendor=\"h2\"}",
					3.0);
		assertThat(this.page.sum("db_client_errors_total")).isZero();
		assertThat(this.page.sum("db_client_statement_duration_seconds_count")).isPositive()
			.isEqualTo(this.page.sum("db_client_statements_total"));
	}

	@Test
	void measuresCaches() {
		assertGets("catalogue", 9, 1);
		assertGets("book", 5, 3);
		assertThat(this.page.samples("cache_puts_total")).containsOnly(Map.entry(cache("book", ""), 1.0),
				Map.entry(cache("catalogue", ""), 1.0));
		assertThat(this.page.samples("cache_entries")).containsOnly(Map.entry(cache("book", ""), 1.0),
				Map.entry(cache("catalogue", ""), 1.0));
		assertThat(this.page.samples("cache_errors_total")).isEmpty();
	}

	private void assertGets(String cache, double hits, double misses) {
		assertThat(this.page.samples("cache_gets_total")).containsEntry(cache(cache, ",result=\"hit\""), hits)
			.containsEntry(cache(cache, ",result=\"miss\""), misses)
			.containsEntry(cache(cache, ",result=\"error\""), 0.0);
	}

	private static String cache(String name, String more) {
		return "{backend=\"caffeine\",cache=\"%s\",cache_manager=\"main\"%s}".formatted(name, more);
	}

	private void assertCount(int count, String method, String route, int status) {
		assertThat(this.page.samples()).containsEntry(
				DURATION_COUNT + "{method=\"%s\",route=\"%s\",status=\"%d\"}".formatted(method, route, status),
				(double) count);
	}

}
