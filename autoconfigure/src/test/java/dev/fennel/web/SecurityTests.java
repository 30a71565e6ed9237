package dev.fennel.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import dev.fennel.GuardedRegistry;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Security refuses never reaches the inner filter.
 */
@Tag("security")
class SecurityTests {

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(EndingsApplication.class, "spring.security.user.name=reader",
				"spring.security.user.password=secret");
		assertThat(app.server()).contains(System.getProperty("test.server"));
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void refusedRequestMovesTheOuterFamiliesOnly() throws IOException {
		Page before = page();
		assertThat(app.get("/plain/7").statusCode()).isEqualTo(401);
		assertThat(page().changedSince(before))
			.isEqualTo(new Ending("/plain/7").status(401).route("unmatched").early().changes(null));
	}

	@Test
	void statusesAddUpToTheRequests() throws IOException {
		Page before = page();
		app.get("/plain/7");
		app.get("/nowhere");
		assertThat(getAsReader("/plain/7")).isEqualTo(200);
		assertThat(getAsReader("/nowhere")).isEqualTo(404);
		assertThat(getAsReader("/unhandled")).isEqualTo(500);
		assertThat(getAsReader("/callable")).isEqualTo(200);
		Map<String, Double> changes = page().changedSince(before);
		assertThat(changes).containsEntry("http_server_requests_before_filters_total{method=\"GET\"}", 6.0)
			.containsEntry(responses(200), 2.0)
			.containsEntry(responses(401), 2.0)
			.containsEntry(responses(404), 1.0)
			.containsEntry(responses(500), 1.0)
			.containsEntry("http_server_requests_total{method=\"GET\",scheme=\"http\"}", 4.0);
	}

	private static String responses(int status) {
		return "http_server_responses_before_filters_total{method=\"GET\",status=\"%d\"}".formatted(status);
	}

	private static int getAsReader(String path) throws IOException {
		String credentials = Base64.getEncoder().encodeToString("reader:secret".getBytes(StandardCharsets.US_ASCII));
		return app.send(app.request(path).header("Authorization", "Basic " + credentials)).statusCode();
	}

	/** Read without the server, which would ask for a password. */
	private static Page page() {
		GuardedRegistry registry = app.context().getBean(GuardedRegistry.class);
		long end = System.nanoTime() + 5_000_000_000L;
		Page page = Scrapes.of(registry);
		while (requestsWithoutResponse(page) > 0 && System.nanoTime() < end) {
			page = Scrapes.of(registry);
		}
		return page;
	}

	private static double requestsWithoutResponse(Page page) {
		return page.sum((sample) -> sample.startsWith("http_server_requests_before_filters_total"))
				- page.sum((sample) -> sample.startsWith("http_server_responses_before_filters_total"));
	}

}
