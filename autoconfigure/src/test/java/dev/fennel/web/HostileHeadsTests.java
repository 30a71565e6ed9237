package dev.fennel.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever bytes are sent as a request, the client gets an answer or a closed connection,
 * and what was counted adds up.
 */
@Tag("server")
class HostileHeadsTests {

	private static final int REQUESTS = 4000;

	private static final int CLIENTS = 8;

	private static final int PATIENCE = 10_000;

	private static final Pattern METHOD = Pattern.compile("method=\"([^\"]*)\"");

	private static final List<String> METHODS = List.of("HEAD", "POST", "POST", "PUT", "OPTIONS", "TRACE", "CONNECT",
			"PRI", "get", "G\u0001T", "", "GET\u0000", "\"GET\"", "BREW{x=\"1\"}");

	private static final List<String> PATHS = List.of("/plain/7", "/plain/7", "/body", "/fields", "/handled",
			"/unhandled", "/callable", "/deferred", "/streaming", "/error-sent", "/forward", "/view", "/static.txt",
			"/nowhere", "/plain/%00", "/plain/%zz", "/plain/..%2f..%2f", "//plain/7", "/plain/7;a=b;;", "/../plain/7",
			"/plain/{id}", "/plain/\u00e9", "/plain/7?a=%zz&=", "http://elsewhere/plain/7", "*", "", "/plain/7#x",
			"/plain/\"\\");

	private static final List<String> VERSIONS = List.of("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "http/1.1", "", "x");

	private static final List<String> HEADERS = List.of("Host: localhost", "Host: a b", "Host:", "Content-Length: 4",
			"Content-Length: 4", "Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 4, 4",
			"Content-Length: x", "Transfer-Encoding: chunked", "Transfer-Encoding: identity",
			"Transfer-Encoding: chunked, gzip", "Expect: 100-continue", "Expect: x", "Content-Type: text/plain",
			"Content-Type: ;;;", "Content-Type: text/plain;charset=nonsense",
			"Content-Type: application/x-www-form-urlencoded", "Content-Type: multipart/form-data", "Accept: ;q=x",
			"Accept: \"", "Accept-Language: xx-;q=z", "X-Requested-With: XMLHttpRequest", "X-Requested-With: \u0000",
			"X-Refuse: 1", "X-Refuse-By-Error: 1", "X-Break: 1", "X-Forgive: 1", "Range: bytes=9-1", "Range: x",
			"If-Modified-Since: yesterday", "X-HTTP-Method-Override: BREW", "X-Forwarded-Proto: gopher",
			"Cookie: a=\"; =b;;", "Upgrade: h2c", "Upgrade: websocket", "Connection: upgrade", "Connection: close",
			"no colon", " folded: 1", ": empty", "X-\u00e9: \u00e9", "X-Long: " + "x".repeat(9000));

	private static final List<String> BODIES = List.of("", "", "body", "4\r\nbody\r\n0\r\n\r\n", "zz\r\nbody", "-1\r\n",
			"GET / HTTP/1.1\r\n\r\n", "\u0000\u0000\u0000\u0000", "%zz=&&=");

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(EndingsApplication.class, "logging.level.root=off");
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void eachIsAnsweredOrClosedAndTheSumsAreRight() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
		List<Future<Integer>> running = new ArrayList<>();
		for (int seed = 0; seed < CLIENTS; seed++) {
			Random random = new Random(seed);
			running.add(executor.submit(() -> fuzz(random)));
		}
		int answered = 0;
		for (Future<Integer> one : running) {
			answered += one.get();
		}
		executor.shutdown();
		assertThat(answered).isGreaterThan(REQUESTS / 2);
		assertAddsUp(app.scrapeWhenIdle());
		assertThat(app.get("/plain/7").body()).isEqualTo("plain");
	}

	private static int fuzz(Random random) throws IOException {
		int answered = 0;
		for (int i = 0; i < REQUESTS / CLIENTS; i++) {
			String request = request(random);
			if (isAnswered(request)) {
				answered++;
			}
		}
		return answered;
	}

	/** Reads until the server closes; a server that never does fails the test. */
	private static boolean isAnswered(String request) throws IOException {
		try (Socket socket = new Socket("localhost", app.port())) {
			socket.setSoTimeout(PATIENCE);
			OutputStream out = socket.getOutputStream();
			out.write(request.getBytes(StandardCharsets.ISO_8859_1));
			out.flush();
			socket.shutdownOutput();
			return socket.getInputStream().readAllBytes().length > 0;
		}
		catch (SocketException ex) {
			return false;
		}
	}

	/** Few things are wrong at a time, or no request would get past the server. */
	private static String request(Random random) {
		String lineEnd = (random.nextInt(10) > 0) ? "\r\n" : "\n";
		StringBuilder request = new StringBuilder(sometimes(METHODS, "GET", random)).append(' ')
			.append(any(PATHS, random))
			.append(' ')
			.append(sometimes(VERSIONS, "HTTP/1.1", random))
			.append(lineEnd)
			.append(sometimes(HEADERS, "Host: localhost", random));
		for (int i = random.nextInt(3); i > 0; i--) {
			request.append(lineEnd).append(any(HEADERS, random));
		}
		request.append(lineEnd).append(lineEnd).append(any(BODIES, random));
		boolean cut = random.nextInt(10) == 0;
		return cut ? request.substring(0, random.nextInt(request.length()) + 1) : request.toString();
	}

	private static String sometimes(List<String> values, String otherwise, Random random) {
		return (random.nextInt(8) == 0) ? any(values, random) : otherwise;
	}

	private static String any(List<String> values, Random random) {
		return values.get(random.nextInt(values.size()));
	}

	private static void assertAddsUp(Page page) {
		double outer = sum(page, "http_server_requests_before_filters_total");
		double inner = sum(page, "http_server_requests_total");
		assertThat(outer).isGreaterThan(REQUESTS / 10.0);
		assertThat(inner).isGreaterThan(REQUESTS / 20.0).isLessThan(outer);
		assertThat(sum(page, "http_server_responses_before_filters_total")).isEqualTo(outer);
		assertThat(sum(page, "http_server_request_duration_including_filters_seconds_count")).isEqualTo(outer);
		assertThat(sum(page, "http_server_request_duration_seconds_count")).isEqualTo(inner);
		assertThat(sum(page, "http_server_request_body_bytes_count")).isEqualTo(inner);
		assertThat(sum(page, "http_server_response_body_bytes_count")).isEqualTo(inner);
		assertThat(sum(page, "http_server_requests_in_progress")).isZero();
		assertThat(sum(page, "fennel_errors_total")).isZero();
		assertThat(page.samples().keySet().stream().flatMap((sample) -> METHOD.matcher(sample).results()))
			.extracting((match) -> match.group(1))
			.isSubsetOf("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH", "other");
	}

	private static double sum(Page page, String family) {
		return page.sum((sample) -> sample.equals(family) || sample.startsWith(family + "{"));
	}

}
