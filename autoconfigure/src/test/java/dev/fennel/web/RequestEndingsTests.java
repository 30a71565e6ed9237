package dev.fennel.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each way in which a request can end moves each family exactly as much as the client
 * saw.
 */
@Tag("server")
class RequestEndingsTests {

	private static WebApp app;

	@BeforeAll
	static void start() {
		app = WebApp.start(EndingsApplication.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void serverIsTheOneThatThisRunIsFor() {
		assertThat(app.server()).contains(System.getProperty("test.server"));
	}

	static Stream<Ending> endings() {
		return Stream.of(answered(), failed(), asynchronous()).flatMap((some) -> some);
	}

	private static Stream<Ending> answered() {
		return Stream.of(new Ending("/plain/7").status(200).route("/plain/{id}").body(5),
				new Ending("/functional/7").status(200).route("/functional/{id}").body(8),
				new Ending("/functional-failing/7").status(500)
					.route("/functional-failing/{id}")
					.exception("IllegalArgumentException"),
				new Ending("/plain/7").method("HEAD").status(200).route("/plain/{id}"),
				new Ending("/plain/7").method("OPTIONS").status(200).route("unmatched"),
				new Ending("/plain/7").method("DELETE").status(405).route("unmatched"),
				new Ending("/portable").header("Accept", "text/plain").status(406).route("unmatched"),
				new Ending("/converted").header("Accept", "application/pdf")
					.status(406)
					.route("/converted")
					.exception("HttpMediaTypeNotAcceptableException"),
				new Ending("/json").method("POST").header("Content-Type", "text/plain").status(415).route("unmatched"),
				new Ending("/fields").method("POST")
					.header("Content-Type", "application/pdf")
					.status(415)
					.route("/fields")
					.exception("HttpMediaTypeNotSupportedException"),
				new Ending("/plain/7").method("BREW").status(405).route("unmatched").label("other"),
				new Ending("/static.txt").status(200).route("/**").body(19),
				new Ending("/static.txt").method("HEAD").status(200).route("/**"),
				new Ending("/redirect").status(302).route("/redirect").view("redirect"),
				new Ending("/forward").status(200).route("/forward").view("forward").body(5),
				new Ending("/forward").method("HEAD").status(200).route("/forward").view("forward"),
				new Ending("/forward/nothing").status(204).route("/forward/{target}").view("forward"),
				new Ending("/forward/empty").method("HEAD").status(200).route("/forward/{target}").view("forward"),
				new Ending("/forward/static.txt").status(200).route("/forward/{target}").view("forward").body(19),
				new Ending("/include").status(200).route("/include").body(5),
				new Ending("/view").status(200).route("/view").view("books").anyBody());
	}

	private static Stream<Ending> failed() {
		return Stream.of(new Ending("/nowhere.txt").status(404).route("unmatched"),
				new Ending("/nowhere").status(404).route("unmatched"),
				new Ending("/plain/7").header("X-Refuse").status(401).early(),
				new Ending("/plain/7").header("X-Refuse-By-Error").status(403).early(),
				new Ending("/unhandled").header("X-Forgive")
					.status(403)
					.route("/unhandled")
					.exception("IllegalStateException"),
				new Ending("/handled").status(409).route("/handled").exception("HandledException").body(8),
				new Ending("/unhandled").status(500).route("/unhandled").exception("IllegalStateException"),
				new Ending("/plain/7").header("X-Break").status(500).early(),
				new Ending("/file-ended").route("/file-ended").exception("EOFException"),
				new Ending("/backend-broken").route("/backend-broken").exception("IOException"),
				new Ending("/anonymous").status(500).route("/anonymous").exception("HandlerException"),
				new Ending("/gone").status(410).route("/gone").exception("GoneException"),
				new Ending("/error-sent").status(418).route("/error-sent"));
	}

	private static Stream<Ending> asynchronous() {
		return Stream
			.of(new Ending("/callable").status(200).route("/callable").body(8),
					new Ending("/callable-failing").status(500)
						.route("/callable-failing")
						.exception("IllegalStateException"),
					new Ending("/deferred").status(200).route("/deferred").body(8),
					new Ending("/deferred-failing").status(409)
						.route("/deferred-failing")
						.exception("HandledException")
						.body(8),
					new Ending("/deferred-timeout").status(503)
						.route("/deferred-timeout")
						.exception("AsyncRequestTimeoutException"),
					new Ending("/future").status(200).route("/future").body(6),
					new Ending("/streaming").status(200).route("/streaming").streamed().body(9),
					new Ending("/streaming-failing").status(500)
						.route("/streaming-failing")
						.exception("IllegalStateException")
						.streamed(),
					new Ending("/sse").status(200).route("/sse").streamed().body(12),
					new Ending("/resource").status(200).route("/resource").streamed().body(8),
					new Ending("/started-then-failing").status(500)
						.route("/started-then-failing")
						.exception("IllegalStateException"),
					new Ending("/never-complete").status(500).route("/never-complete"),
					new Ending("/complete").status(200).route("/complete").body(4),
					new Ending("/restarted").status(200).route("/restarted").body(4));
	}

	@ParameterizedTest
	@MethodSource("endings")
	void movesEachFamilyOnce(Ending ending) throws IOException {
		ending.verify(app);
	}

	static Stream<Arguments> cutOff() {
		return Stream.of(
				Arguments.of(new Ending("/endless").status(200).route("/endless").streamed().anyBody(),
						Named.of("hangs up", (Ending.Connection) RequestEndingsTests::hangUp)),
				Arguments.of(new Ending("/endless-events").status(200).route("/endless-events").streamed().anyBody(),
						Named.of("resets", (Ending.Connection) RequestEndingsTests::reset)),
				Arguments.of(failingLate("/committed-then-failing"),
						Named.of("reads all", (Ending.Connection) RequestEndingsTests::readAll)),
				Arguments.of(failingLate("/streaming-then-failing").streamed(),
						Named.of("reads all", (Ending.Connection) RequestEndingsTests::readAll)));
	}

	private static Ending failingLate(String path) {
		return new Ending(path).status(200).route(path).exception("IllegalStateException").body(100_000);
	}

	/** It is complete once, with the status that was sent. */
	@ParameterizedTest
	@MethodSource
	void cutOff(Ending ending, Ending.Connection connection) throws Exception {
		ending.verify(app, connection);
	}

	private static void hangUp(WebApp app, Socket socket) throws Exception {
		assertThat(app.context().getBean(EndingsApplication.Endings.class).streaming.await(5, TimeUnit.SECONDS))
			.isTrue();
		socket.setSoLinger(true, 0);
	}

	private static void reset(WebApp app, Socket socket) throws IOException {
		assertThat(socket.getInputStream().readNBytes(5000)).hasSize(5000);
		socket.setSoLinger(true, 0);
	}

	private static void readAll(WebApp app, Socket socket) throws IOException {
		assertThat(socket.getInputStream().readAllBytes().length).isGreaterThan(100_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 1000\r\n\r\nsome", "Transfer-Encoding: chunked\r\n\r\n9\r\nsome" })
	void clientThatHangsUpWhileItSendsIsNoExceptionOfTheHandler(String rest) throws Exception {
		Page before = app.scrapeWhenIdle();
		try (Socket socket = new Socket("localhost", app.port())) {
			socket.getOutputStream()
				.write(("POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + rest)
					.getBytes(StandardCharsets.US_ASCII));
			app.scrapeUntil((page) -> page.value("http_server_requests_in_progress{method=\"POST\"}") == 1);
		}
		Map<String, Double> changes = app.scrapeWhenIdle().changedSince(before);
		assertThat(changes).containsEntry("http_server_requests_total{method=\"POST\",scheme=\"http\"}", 1.0)
			.containsEntry("http_server_request_duration_including_filters_seconds_count{method=\"POST\"}", 1.0);
		assertThat(changes.keySet()).noneMatch((sample) -> sample.startsWith("http_server_exceptions_total"));
	}

	@Test
	void hundredMegabytesAreCountedAndNotKept() throws Exception {
		Page before = app.scrapeWhenIdle();
		try (Socket socket = new Socket("localhost", app.port())) {
			socket.getOutputStream()
				.write("GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(socket.getInputStream().transferTo(OutputStream.nullOutputStream()))
				.isGreaterThan(EndingsApplication.LARGE);
		}
		assertThat(app.scrapeWhenIdle().changedSince(before)).isEqualTo(new Ending("/large").status(200)
			.route("/large")
			.streamed()
			.body(EndingsApplication.LARGE)
			.changes(null));
		assertThat(app.context().getBean(EndingsApplication.Endings.class).allocated.get()).isBetween(1L,
				EndingsApplication.LARGE / 4L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/written", "/written-bytes", "/converted", "/formatted",
			"/printed?text=%C3%A9&type=text/plain", "/printed?text=%C3%A9&type=text/plain;charset=UTF-8",
			"/printed?text=%C3%A9&type=text/plain;charset=UTF-16", "/lines?text=%C3%A9&type=text/plain",
			"/lines?text=%C3%A9%E2%82%AC&type=text/plain;charset=UTF-8",
			"/lines?text=%C3%A9%E2%82%AC&type=text/plain;charset=UTF-16" })
	void bodiesAreCountedInTheBytesThatTheClientGot(String path) throws Exception {
		Page before = app.scrapeWhenIdle();
		int size = app.bytes(path).length;
		assertThat(size).isPositive();
		assertThat(app.scrapeWhenIdle().changedSince(before)).containsEntry("http_server_response_body_bytes_sum",
				(double) size);
	}

	@Test
	void inProgressIsSeenWhileARequestRuns() throws Exception {
		var response = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
			try {
				return app.get("/slow").statusCode();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		Page during = app.scrapeUntil((page) -> page.value("http_server_requests_in_progress{method=\"GET\"}") == 1);
		assertThat(during.value("http_server_requests_in_progress{method=\"GET\"}")).isEqualTo(1);
		assertThat(response.get()).isEqualTo(200);
		assertThat(app.scrapeWhenIdle().value("http_server_requests_in_progress{method=\"GET\"}")).isZero();
	}

	@Test
	void completedAsynchronouslyLastsUntilItIsComplete() throws Exception {
		app.get("/complete");
		Page page = app.scrapeWhenIdle();
		String labels = "{method=\"GET\",route=\"/complete\",status=\"200\"}";
		assertThat(page.value("http_server_request_duration_seconds_sum" + labels)
				/ page.value("http_server_request_duration_seconds_count" + labels))
			.isGreaterThan(0.045);
	}

	@Test
	void requestBodyOfUndeclaredLengthIsCountedAsItIsRead() throws Exception {
		Page before = app.scrapeWhenIdle();
		app.send(app.request("/body")
			.POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[3000]))));
		assertThat(app.scrapeWhenIdle().changedSince(before))
			.containsEntry("http_server_request_body_bytes_sum", 3000.0)
			.containsEntry("http_server_response_body_bytes_sum", 3000.0);
	}

	@Test
	void declaredLengthIsTheSizeOfTheRequestBody() throws Exception {
		Page before = app.scrapeWhenIdle();
		app.send(app.request("/body").POST(HttpRequest.BodyPublishers.ofString("x".repeat(500))));
		assertThat(app.scrapeWhenIdle().changedSince(before)).containsEntry("http_server_request_body_bytes_sum",
				500.0);
	}

	@Test
	void charsetIsCountedAsDeclared() throws Exception {
		Page before = app.scrapeWhenIdle();
		app.get("/view");
		assertThat(app.scrapeWhenIdle().changedSince(before))
			.containsEntry("http_server_responses_by_charset_total{charset=\"UTF-8\"}", 1.0);
	}

	@Test
	void ajaxRequestsAreCounted() throws Exception {
		Page before = app.scrapeWhenIdle();
		app.send(app.request("/plain/1").header("X-Requested-With", "XMLHttpRequest"));
		app.send(app.request("/plain/1").header("X-Requested-With", "Other"));
		assertThat(app.scrapeWhenIdle().changedSince(before)).containsEntry("http_server_ajax_requests_total", 1.0);
	}

	@Test
	void pageHealthAndFaviconAreNotMeasured() throws Exception {
		Page before = app.scrapeWhenIdle();
		for (String path : new String[] { "/metrics", "/metrics/fennel", "/health", "/ready", "/favicon.ico",
				"/actuator/health" }) {
			app.get(path);
		}
		assertThat(app.scrapeWhenIdle().changedSince(before)).isEmpty();
	}

}
