package dev.fennel.autoconfigure.exposition;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a client sends, the page answers, and nothing new is on it afterwards.
 */
class HostileClientsTests {

	private static final int REQUESTS = 10_000;

	private static final int CLIENTS = 8;

	private static final List<String> TOKENS = List.of("text/plain", "application/openmetrics-text", "*/*", "text/*",
			"application/vnd.google.protobuf", "version=1.0.0", "version=abc", "version=", "q=0.5", "q=nonsense",
			"q=-1", "q=NaN", "q=1e999", "escaping=allow-utf-8", "escaping=values", "escaping=x", ";", ",", "=", "\"",
			"gzip", "identity", "gzip;q=0", "*;q=0", "{", "/", "é", "%00", "__other__", " ");

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(Empty.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "version=abc", "text/plain;version=abc", "q=nonsense", "text/plain;q=nonsense", ";;;,,,",
			"\"", "*", "/", "text/", "application/json;charset=\"" })
	void anAcceptHeaderThatMeansNothingGetsText(String accept) throws IOException {
		HttpResponse<String> response = app.send(app.request("/metrics").header("Accept", accept));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
	}

	@Test
	void longHeadersAreRead() throws IOException {
		String accept = "text/plain;q=0.1,".repeat(350) + "application/openmetrics-text";
		HttpResponse<String> response = app.send(app.request("/metrics").header("Accept", accept));
		assertThat(accept.length()).isGreaterThan(5_900);
		assertThat(response.body()).endsWith("# EOF\n");
	}

	@Test
	void tenThousandFuzzedRequestsLeaveNothingBehind() throws Exception {
		app.get("/metrics");
		Set<String> before = app.scrape().samples().keySet();
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
		List<Future<Integer>> running = new ArrayList<>();
		for (int seed = 0; seed < CLIENTS; seed++) {
			Random random = new Random(seed);
			running.add(executor.submit(() -> fuzz(client, random)));
		}
		int answered = 0;
		for (Future<Integer> one : running) {
			answered += one.get();
		}
		executor.shutdown();
		assertThat(answered).isEqualTo(REQUESTS);
		assertThat(app.scrape().samples().keySet()).isEqualTo(before);
		assertThat(app.scrape().sum((sample) -> sample.startsWith("fennel_errors_total"))).isZero();
	}

	private static int fuzz(HttpClient client, Random random) throws IOException, InterruptedException {
		int requests = REQUESTS / CLIENTS;
		for (int i = 0; i < requests; i++) {
			HttpRequest request = request(random);
			HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
			assertThat(response.statusCode()).as(request.toString() + request.headers()).isLessThan(500);
		}
		return requests;
	}

	private static HttpRequest request(Random random) {
		String path = switch (random.nextInt(4)) {
			case 0 -> "/metrics/r" + encoded(random);
			case 1 -> "/metrics?" + encoded(random) + "=" + encoded(random);
			default -> "/metrics?name%5B%5D=" + encoded(random) + "&name%5B%5D=http_server_requests_total";
		};
		HttpRequest.Builder request = app.request(path);
		for (String header : List.of("Accept", "Accept-Encoding", "Authorization")) {
			if (random.nextBoolean()) {
				request.header(header, header(random));
			}
		}
		String method = List.of("GET", "GET", "HEAD", "OPTIONS", "POST", "BREW").get(random.nextInt(6));
		return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
	}

	private static String encoded(Random random) {
		return URLEncoder.encode(text(random).replace("%00", ""), StandardCharsets.UTF_8).replace("%2F", "");
	}

	private static String header(Random random) {
		return text(random).replaceAll("[^ -~]", "");
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(8); i >= 0; i--) {
			text.append(TOKENS.get(random.nextInt(TOKENS.size())));
		}
		return text.toString();
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
