package dev.fennel.exporter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import dev.fennel.exporter.RawClient.Response;
import dev.fennel.testing.HttpCalls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the server makes of what clients send, byte for byte.
 */
@ExtendWith(OutputCaptureExtension.class)
class RequestsTests {

	private static final String HOST = "Host: localhost\r\n";

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(new EchoPage());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void theSmallPagesCollectNothing() throws IOException {
		int before = server.collections();
		assertThat(HttpCalls.get(server.url("/")).body()).contains("<a href=\"/metrics\">/metrics</a>",
				"<a href=\"/echo\">/echo</a>");
		assertThat(HttpCalls.get(server.url("/favicon.ico")).statusCode()).isEqualTo(200);
		assertThat(HttpCalls.get(server.url("/favicon.ico")).body()).isEmpty();
		assertThat(HttpCalls.get(server.url("/robots.txt")).body()).isEqualTo("User-agent: *\nDisallow: /\n");
		assertThat(server.collections()).isEqualTo(before);
		server.scrape();
		assertThat(server.collections()).isEqualTo(before + 1);
	}

	@Test
	void aConnectionServesOneRequestAfterTheOther() throws IOException {
		try (RawClient client = server.connect()) {
			for (int i = 0; i < 3; i++) {
				Response response = client.send("GET /metrics HTTP/1.1\r\n" + HOST + "\r\n").read();
				assertThat(response.status()).isEqualTo(200);
				assertThat(response.headers()).containsEntry("Connection", "keep-alive").containsKey("Date");
				assertThat(response.body()).contains("orders_total 1.0").endsWith("\n");
			}
		}
	}

	@Test
	void requestsThatAreSentAtOnceAreAnsweredInTheirOrder() throws IOException {
		try (RawClient client = server.connect()) {
			client.send("GET /echo?n=1 HTTP/1.1\r\n" + HOST + "\r\nHEAD /echo?n=2 HTTP/1.1\r\n" + HOST
					+ "\r\nGET /robots.txt HTTP/1.1\r\n" + HOST + "\r\nGET /echo?n=4 HTTP/1.1\r\n" + HOST
					+ "Connection: close\r\n\r\n");
			assertThat(client.read().body()).isEqualTo("/echo {n=[1]}");
			assertThat(client.read(false).headers()).containsEntry("Content-Length", "13");
			assertThat(client.read().body()).isEqualTo("User-agent: *\nDisallow: /\n");
			assertThat(client.read().body()).isEqualTo("/echo {n=[4]}");
			assertThat(client.readByte()).isNegative();
		}
	}

	@ParameterizedTest
	@CsvSource({ "HTTP/1.1,'',keep-alive", "HTTP/1.1,close,close", "HTTP/1.1,'TE, Close',close", "HTTP/1.0,'',close",
			"HTTP/1.0,keep-alive,keep-alive", "HTTP/1.0,Keep-Alive,keep-alive" })
	void theConnectionEndsAsTheVersionAndTheClientSay(String version, String asked, String answered)
			throws IOException {
		try (RawClient client = server.connect()) {
			Response response = client.send("GET / " + version + "\r\n" + HOST + "Connection: " + asked + "\r\n\r\n")
				.read();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.headers()).containsEntry("Connection", answered);
			if (answered.equals("close")) {
				assertThat(client.readByte()).isNegative();
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "/echo?a=b%20c&a=d+e&f,'/echo {a=[b c, d e], f=[]}'", "/%65cho,/echo {}", "/echo?,/echo {=[]}",
			"/echo?n[]=1,'/echo {n[]=[1]}'", "http://any.host:80/echo?x=%C3%A9,'/echo {x=[é]}'",
			"HTTPS://any.host/echo,/echo {}", "/echo?url=http://x/y?z,'/echo {url=[http://x/y?z]}'" })
	void targetsAreTakenApart(String target, String echo) throws IOException {
		try (RawClient client = server.connect()) {
			Response response = client.send("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n").read();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).isEqualTo(echo);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/metrics/", "//metrics", "/./metrics", "/metrics/a/b", "/METRICS",
			"/metrics;x", "/echo%00", "http://any.host/nothing", "/metrics/nobody", "/index.html" })
	void whatIsNotThereIsNotFound(String target) throws IOException {
		try (RawClient client = server.connect()) {
			Response response = client.send("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n").read();
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.headers()).containsEntry("Connection", "keep-alive");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /metrics", "PUT /", "DELETE /nothing", "TRACE /metrics", "BREW /metrics",
			"get /metrics", "CONNECT localhost:80" })
	void otherMethodsAreTold(String line) throws IOException {
		try (RawClient client = server.connect()) {
			Response response = client.send(line + " HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc").read();
			assertThat(response.status()).isEqualTo(405);
			assertThat(response.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
			assertThat(client.send("OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n").read().headers()).containsEntry("Allow",
					"GET, HEAD, OPTIONS");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /metrics\r\n\r\n", "GET /metrics HTTP/1.1\nHost: x\n\n", "GET  /metrics HTTP/1.1\r\n",
			"GET /metrics  HTTP/1.1\r\n", "GET /met rics HTTP/1.1\r\n", "GET /metrics HTTP/1.1 \r\n",
			"GET /metrics http/1.1\r\n", "GET /metrics HTTP/1\r\n", "GET /metrics HTTP/1.1.1\r\n", "G(T / HTTP/1.1\r\n",
			" GET / HTTP/1.1\r\n", "GET metrics HTTP/1.1\r\nHost: x\r\n\r\n", "GET ?x HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "GET /% HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /metrics/a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n", "GET /metrics?name%5 HTTP/1.1\r\nHost: x\r\n\r\n",
			"GET /\u0001 HTTP/1.1\r\n", "GET /é HTTP/1.1\r\n", "GET / HTTP/1.1\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", "GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n",
			"GET / HTTP/1.1\r\nHost : x\r\n", "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n", "GET / HTTP/1.1\r\nHost\r\n",
			"GET / HTTP/1.1\r\n: x\r\n", "GET / HTTP/1.1\r\nHost: x\rX: y\r\n", "GET / HTTP/1.1\r\nHost: x\u0000\r\n",
			"GET / HTTP/1.1\r\nHost: x\nX: y\r\n" })
	void whatIsNoRequestIsRefused(String text) throws IOException {
		assertRefused(400, text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4",
			"Content-Length: 4\r\nTransfer-Encoding: identity", "transfer-encoding:\tx", "Content-Length: 4, 5",
			"Content-Length: 4\r\nContent-Length: 5", "Content-Length: +4", "Content-Length: -4", "Content-Length: 0x4",
			"Content-Length: 4 4", "Content-Length:", "Content-Length: 99999999999999999999", "Content-Length : 4" })
	void noOtherRequestIsSmuggledIn(String headers) throws IOException {
		assertRefused(400, "GET / HTTP/1.1\r\n" + HOST + headers + "\r\n\r\nGET /echo HTTP/1.1\r\n" + HOST + "\r\n");
	}

	@Test
	void aBodyIsNoRequest() throws IOException {
		String body = "GET /nothing HTTP/1.1\r\n" + HOST + "\r\n";
		try (RawClient client = server.connect()) {
			client.send("GET /robots.txt HTTP/1.1\r\n" + HOST + "Content-Length: " + body.length() + ", "
					+ body.length() + "\r\n\r\n" + body + "\r\nGET /echo HTTP/1.1\r\n" + HOST + "\r\n");
			assertThat(client.read().body()).startsWith("User-agent");
			assertThat(client.read().body()).isEqualTo("/echo {}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 8193", "Content-Length: 999999999999999999",
			"Content-Length: 3\r\nExpect: 100-continue" })
	void aBodyThatIsLongOrHeldBackIsNotWaitedFor(String headers) throws IOException {
		try (RawClient client = server.connect()) {
			Response response = client.send("GET /robots.txt HTTP/1.1\r\n" + HOST + headers + "\r\n\r\n").read();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.headers()).containsEntry("Connection", "close");
			client.send("abc");
		}
	}

	@Test
	void whoWaitsForNothingIsAnsweredAsUsual() throws IOException {
		try (RawClient client = server.connect()) {
			assertThat(client.send("GET / HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\n\r\n").read().headers())
				.containsEntry("Connection", "keep-alive");
		}
		assertRefused(417, "GET / HTTP/1.1\r\n" + HOST + "Expect: payment\r\n\r\n");
	}

	@Test
	void whatIsTooLongIsRefused() throws IOException {
		String longest = "/echo?" + "x".repeat(8192 - "GET /echo? HTTP/1.1".length());
		try (RawClient client = server.connect()) {
			assertThat(client.send("GET " + longest + " HTTP/1.1\r\n" + HOST + "\r\n").read().status()).isEqualTo(200);
		}
		assertRefused(414, "GET " + longest + "x HTTP/1.1\r\n" + HOST + "\r\n");
		assertRefused(414, "x".repeat(60_000));
		assertRefused(431, "GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(8190) + "\r\n\r\n");
		assertRefused(431, "GET / HTTP/1.1\r\n" + HOST + ("X: " + "x".repeat(6000) + "\r\n").repeat(3) + "\r\n");
		assertRefused(431, "GET / HTTP/1.1\r\n" + HOST + "X: x\r\n".repeat(100) + "\r\n");
		assertRefused(505, "GET / HTTP/2.0\r\n" + HOST + "\r\n");
	}

	@Test
	void whoIsRefusedMayStillBeSending() throws IOException {
		try (RawClient client = server.connect()) {
			client.send("x".repeat(9000));
			assertThat(client.peek()).isEqualTo('H');
			for (int i = 0; i < 30; i++) {
				client.send("x".repeat(1000));
			}
			assertThat(client.read().status()).isEqualTo(414);
		}
	}

	@Test
	void headersThatClientsReallySendAreRead() throws IOException {
		String accept = "text/plain;q=0.1,".repeat(350) + "application/openmetrics-text";
		try (RawClient client = server.connect()) {
			Response response = client.send(
					"\r\nGET /metrics HTTP/1.1\r\nhost:\tlocalhost \r\nX-Empty:\r\nX-Latin: é\r\nACCEPT: text/x\r\nAccept: "
							+ accept + "\r\n\r\n")
				.read();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).endsWith("# EOF\n");
		}
	}

	@Test
	void aFailureIsCountedAndShowsNothingOfItself(CapturedOutput output) throws IOException {
		double before = server.scrape().value("fennel_errors_total{feature=\"exporter\"}");
		for (int i = 0; i < 2; i++) {
			try (RawClient client = server.connect()) {
				Response response = client.send("GET /echo?fail HTTP/1.1\r\n" + HOST + "\r\n").read();
				assertThat(response.status()).isEqualTo(500);
				assertThat(response.body()).isEmpty();
				assertThat(response.headers().toString()).doesNotContain("secret", "Exception");
			}
		}
		assertThat(server.scrape().value("fennel_errors_total{feature=\"exporter\"}")).isEqualTo(before + 2);
		assertThat(output.getAll()).containsOnlyOnce("Fennel could not answer a client of the metrics server");
	}

	@Test
	void tenThousandClientsThatSendAnythingLeaveNothingBehind() throws IOException {
		double before = server.scrape().value("fennel_errors_total{feature=\"exporter\"}");
		Random random = new Random(7);
		String[] parts = { "GET ", "HEAD ", "/echo", "/metrics", " HTTP/1.1", "\r\n", "\r\n\r\n", "Host: x\r\n", "\n",
				"Content-Length: 3\r\n", "Connection: close\r\n", ":", " ", "%", "%41", "?", "=", "\u0000", "é",
				"Transfer-Encoding: x\r\n", "Expect: 100-continue\r\n", "x".repeat(300) };
		for (int i = 0; i < 10_000; i++) {
			StringBuilder text = new StringBuilder();
			for (int part = random.nextInt(12); part >= 0; part--) {
				text.append(parts[random.nextInt(parts.length)]);
			}
			try (RawClient client = server.connect()) {
				client.send(text.toString());
			}
		}
		assertThat(server.scrape().value("fennel_errors_total{feature=\"exporter\"}")).isEqualTo(before);
	}

	private static void assertRefused(int status, String text) throws IOException {
		try (RawClient client = server.connect()) {
			Response response = client.send(text).read();
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.headers()).containsEntry("Connection", "close");
			assertThat(response.body()).isEmpty();
			assertThat(client.readToEnd()).isZero();
		}
	}

	/**
	 * Says what was asked for.
	 */
	private static final class EchoPage implements ServedPage {

		@Override
		public String path() {
			return "/echo";
		}

		@Override
		public PageResponse get(PageRequest request) {
			if (request.parameters().containsKey("fail")) {
				throw new IllegalStateException("secret");
			}
			String text = request.path() + " " + new TreeMap<>(request.parameters());
			return new PageResponse(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
		}

	}

}
