package dev.fennel.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred clients for ten seconds: what they counted is what is on the page.
 */
@Tag("server")
class ConcurrentRequestsTests {

	private static final int CLIENTS = 100;

	private static final long DURATION = TimeUnit.SECONDS.toNanos(10);

	private static final List<String> PATHS = List.of("/plain/1", "/handled", "/unhandled", "/callable", "/deferred",
			"/streaming", "/nowhere", "/error-sent", "/deferred-failing", "/view");

	@Test
	void totalsAreThoseThatTheClientsCounted() throws Exception {
		try (WebApp app = WebApp.start(EndingsApplication.class)) {
			Map<Integer, Integer> counted = load(app);
			Page page = app.scrapeWhenIdle();
			int total = counted.values().stream().mapToInt(Integer::intValue).sum();
			assertThat(total).isGreaterThan(CLIENTS);
			counted.forEach((status, count) -> {
				assertThat(page
					.value("http_server_responses_before_filters_total{method=\"GET\",status=\"" + status + "\"}"))
					.isEqualTo(count.doubleValue());
				assertThat(page.sum((sample) -> sample.startsWith("http_server_request_duration_seconds_count")
						&& sample.contains("status=\"" + status + "\"")))
					.isEqualTo(count.doubleValue());
			});
			assertThat(page.sum((sample) -> sample.startsWith("http_server_requests_before_filters_total")))
				.isEqualTo(total);
			assertThat(page.value("http_server_request_duration_including_filters_seconds_count{method=\"GET\"}"))
				.isEqualTo(total);
			assertThat(page.value("http_server_response_body_bytes_count")).isEqualTo(total);
			assertThat(page.sum((sample) -> sample.startsWith("http_server_requests_in_progress"))).isZero();
			assertThat(page.sum((sample) -> sample.startsWith("fennel_errors_total"))).isZero();
		}
	}

	private static Map<Integer, Integer> load(WebApp app) throws Exception {
		long end = System.nanoTime() + DURATION;
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
		List<Future<Map<Integer, Integer>>> running = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			int offset = i;
			running.add(executor.submit(() -> requests(app, client, offset, end)));
		}
		Map<Integer, Integer> counted = new HashMap<>();
		for (Future<Map<Integer, Integer>> one : running) {
			one.get().forEach((status, count) -> counted.merge(status, count, Integer::sum));
		}
		executor.shutdown();
		return counted;
	}

	private static Map<Integer, Integer> requests(WebApp app, HttpClient client, int offset, long end)
			throws IOException, InterruptedException {
		Map<Integer, Integer> counted = new HashMap<>();
		for (int i = offset; System.nanoTime() < end; i++) {
			HttpRequest request = app.request(PATHS.get(i % PATHS.size())).build();
			int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
			counted.merge(status, 1, Integer::sum);
		}
		return counted;
	}

}
