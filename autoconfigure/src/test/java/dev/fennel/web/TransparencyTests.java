package dev.fennel.web;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.fennel.testing.WebApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client cannot tell an application with Fennel from the same one without.
 */
@Tag("server")
class TransparencyTests {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static WebApp with;

	private static WebApp without;

	@BeforeAll
	static void start() {
		with = start("fennel.enabled=true");
		without = start("fennel.enabled=false");
	}

	private static WebApp start(String property) {
		return WebApp.start(TransparencyApplication.class, property, "server.compression.enabled=true",
				"server.compression.min-response-size=10B");
	}

	@AfterAll
	static void stop() {
		with.close();
		without.close();
	}

	static Stream<Exchange> exchanges() {
		return Stream.concat(direct(), forwarded());
	}

	private static Stream<Exchange> forwarded() {
		return Stream.of("nothing", "empty", "silent", "written", "formatted", "static.txt", "view", "resource")
			.flatMap((target) -> Stream.of(new Exchange("GET", "/forward/" + target),
					new Exchange("HEAD", "/forward/" + target)));
	}

	private static Stream<Exchange> direct() {
		return Stream.of(new Exchange("GET", "/written"), new Exchange("GET", "/written-bytes"),
				new Exchange("GET", "/printed?text=%C3%A9&type=text/plain"),
				new Exchange("GET", "/printed?text=%C3%A9%E2%82%AC&type=text/plain;charset=UTF-8"),
				new Exchange("GET", "/printed?text=%C3%A9%E2%82%AC&type=text/plain;charset=UTF-16"),
				new Exchange("GET", "/lines?text=%C3%A9%E2%82%AC&type=text/plain;charset=UTF-8"),
				new Exchange("GET", "/formatted"), new Exchange("GET", "/plain/7"), new Exchange("HEAD", "/plain/7"),
				new Exchange("OPTIONS", "/plain/7"), new Exchange("DELETE", "/plain/7"),
				new Exchange("HEAD", "/written"), new Exchange("GET", "/converted"), new Exchange("GET", "/error-sent"),
				new Exchange("GET", "/gone"), new Exchange("GET", "/unhandled"),
				new Exchange("GET", "/unhandled", "Accept", "text/html"),
				new Exchange("GET", "/unhandled", "Accept", "application/json"),
				new Exchange("GET", "/unhandled", "X-Forgive", "1"),
				new Exchange("GET", "/nowhere", "Accept", "text/html"),
				new Exchange("GET", "/nowhere", "Accept", "application/json"), new Exchange("GET", "/sse"),
				new Exchange("GET", "/static.txt"), new Exchange("HEAD", "/static.txt"),
				new Exchange("GET", "/static.txt", "Range", "bytes=2-7"),
				new Exchange("GET", "/static.txt", "Accept-Encoding", "gzip"), new Exchange("GET", "/resource"),
				new Exchange("GET", "/redirect"), new Exchange("GET", "/forward"), new Exchange("GET", "/include"),
				new Exchange("HEAD", "/forward"), new Exchange("HEAD", "/include"), new Exchange("GET", "/empty"),
				new Exchange("HEAD", "/empty"), new Exchange("HEAD", "/view"), new Exchange("HEAD", "/callable"),
				new Exchange("HEAD", "/streaming"), new Exchange("HEAD", "/unhandled"), new Exchange("GET", "/view"),
				new Exchange("GET", "/view", "Accept-Encoding", "gzip"),
				new Exchange("GET", "/written", "Accept-Encoding", "gzip"),
				new Exchange("GET", "/streaming", "Accept-Encoding", "gzip"), new Exchange("GET", "/streaming"),
				new Exchange("GET", "/callable"), new Exchange("GET", "/callable-failing"),
				new Exchange("GET", "/deferred-timeout"), new Exchange("GET", "/complete"));
	}

	@ParameterizedTest
	@MethodSource("exchanges")
	void responseIsTheSameWithAndWithout(Exchange exchange) throws Exception {
		assertThat(exchange.on(with)).isEqualTo(exchange.on(without));
	}

	@Test
	void compressionIsOn() throws Exception {
		assertThat(new Exchange("GET", "/written", "Accept-Encoding", "gzip").on(with))
			.containsEntry("content-encoding", List.of("gzip"));
	}

	@Test
	void webSocketHandshakeIsTheSameWithAndWithout() throws IOException {
		assertThat(handshake(with)).startsWith("HTTP/1.1 101").isEqualTo(handshake(without));
	}

	private static String handshake(WebApp app) throws IOException {
		try (Socket socket = new Socket("localhost", app.port())) {
			socket.getOutputStream().write(WebSocketTests.HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				head.append((char) socket.getInputStream().read());
			}
			return head.toString().replaceAll("(?i)Date: .*\r\n", "");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ EndingsApplication.class, SocketConfiguration.class })
	static class TransparencyApplication {

	}

	private record Exchange(String method, String path, String... header) {

		Map<String, Object> on(WebApp app) throws IOException, InterruptedException {
			HttpRequest.Builder request = app.request(this.path)
				.method(this.method, HttpRequest.BodyPublishers.noBody());
			if (this.header.length > 0) {
				request.headers(this.header);
			}
			return seen(app, CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
		}

		private static Map<String, Object> seen(WebApp app, HttpResponse<byte[]> response) {
			Map<String, Object> seen = new TreeMap<>(response.headers().map());
			seen.remove("date");
			seen.computeIfPresent("location",
					(name, value) -> value.toString().replace(":" + app.port(), ":<the port>"));
			seen.put(":status", response.statusCode());
			seen.put(":body", withoutTime(response));
			return seen;
		}

		/** A byte for each character; the error page tells the time. */
		private static String withoutTime(HttpResponse<byte[]> response) {
			String body = new String(response.body(), StandardCharsets.ISO_8859_1);
			return (response.statusCode() < 400) ? body
					: body.replaceFirst("\"timestamp\":\"[^\"]+\"", "").replaceFirst("<div id='created'>[^<]+", "");
		}

		@Override
		public String toString() {
			return this.method + " " + this.path + " " + List.of(this.header);
		}

	}

}
