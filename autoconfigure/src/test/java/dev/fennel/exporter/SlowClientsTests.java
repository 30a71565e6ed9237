package dev.fennel.exporter;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that send or read slowly, or not at all.
 */
class SlowClientsTests {

	private static final String REQUEST = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private static final String BIG = "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private static final Duration TIMEOUT = Duration.ofMillis(500);

	private static final int MANY = 200;

	private static TestServer impatient;

	@BeforeAll
	static void start() {
		impatient = TestServer.withThreads(16, TIMEOUT);
	}

	@AfterAll
	static void stop() {
		impatient.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "G", "GET /metrics HTTP/1.1\r\n",
			"GET /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab" })
	void whoStopsSendingIsCutOff(String sent) throws IOException {
		try (RawClient client = impatient.connect()) {
			long start = System.nanoTime();
			assertThat(client.send(sent).readToEnd()).isZero();
			assertCutOffInTime(start);
		}
	}

	@Test
	void whoSendsByteByByteIsCutOff() throws IOException {
		try (RawClient client = impatient.connect()) {
			long start = System.nanoTime();
			client.send("GET /metrics HTTP/1.1\r\nX: ");
			assertThat(client.sendForEver('x', Duration.ofMillis(20))).isGreaterThan(3);
			assertCutOffInTime(start);
		}
	}

	@Test
	void whoStopsInALaterRequestIsCutOff() throws IOException {
		try (RawClient client = impatient.connect()) {
			assertThat(client.send(REQUEST).read().status()).isEqualTo(200);
			long start = System.nanoTime();
			assertThat(client.send("GET").readToEnd()).isZero();
			assertCutOffInTime(start);
		}
	}

	@Test
	void whoStopsReadingIsCutOff() throws IOException {
		try (RawClient client = impatient.connect()) {
			long start = System.nanoTime();
			client.send(BIG);
			assertThat(client.readByte()).isEqualTo('H');
			client.awaitReset();
			assertCutOffInTime(start);
		}
	}

	@Test
	void whoReadsSlowlyIsCutOff() throws IOException {
		try (RawClient client = impatient.connect()) {
			client.send(BIG);
			long start = System.nanoTime();
			assertThat(client.readSlowly(Duration.ofMillis(20))).isBetween(1024L, TestServer.BIG - 1L);
			assertCutOffInTime(start);
		}
	}

	@Test
	void whoWaitsBetweenRequestsIsNot() throws IOException {
		try (RawClient waiting = impatient.connect(); RawClient hanging = impatient.connect()) {
			assertThat(waiting.send(REQUEST).read().status()).isEqualTo(200);
			assertThat(hanging.send("GET").readToEnd()).isZero();
			assertThat(waiting.send(REQUEST).read().status()).isEqualTo(200);
		}
	}

	@Test
	void whoGivesWayAfterAResponseGetsAllOfIt() throws IOException {
		try (TestServer server = TestServer.withThreads(1, TestServer.LONG); RawClient first = server.connect()) {
			first.send("GET /some HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(first.readByte()).isEqualTo('H');
			assertThat(server.scrape().value("orders_total")).isEqualTo(1);
			assertThat(first.readToEnd()).isGreaterThan(TestServer.SOME);
		}
	}

	@ParameterizedTest
	@EnumSource
	void manyThatHangDoNotStopAScrape(Hanging how) throws Exception {
		try (TestServer server = TestServer.withThreads(16, TestServer.LONG)) {
			List<RawClient> hanging = new ArrayList<>();
			for (int i = 0; i < MANY; i++) {
				hanging.add(server.connect().send(how.sent));
			}
			long start = System.nanoTime();
			assertThat(server.scrape().value("orders_total")).isEqualTo(1);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
			assertThat(threads(server)).isBetween(1L, 16 + 4L);
			for (RawClient client : hanging) {
				client.close();
			}
			assertThat(server.scrape().value("orders_total")).isEqualTo(1);
		}
	}

	@Test
	void amongManyThatHangOrLeaveAllOthersAreServed() throws Exception {
		try (TestServer server = TestServer.withThreads(4, TestServer.LONG)) {
			ExecutorService executor = Executors.newFixedThreadPool(24);
			List<Callable<Integer>> clients = new ArrayList<>();
			for (int i = 0; i < 300; i++) {
				clients.add(() -> visit(server, "GET /met"));
				clients.add(() -> visit(server, BIG));
				clients.add(() -> status(server));
			}
			int served = 0;
			for (Future<Integer> status : executor.invokeAll(clients)) {
				served += (status.get() == 200) ? 1 : 0;
			}
			executor.shutdown();
			assertThat(served).isEqualTo(300);
			assertThat(server.scrape().value("fennel_errors_total{feature=\"exporter\"}")).isZero();
		}
	}

	private static int status(TestServer server) throws IOException {
		try (RawClient client = server.connect()) {
			return client.send(REQUEST).read().status();
		}
	}

	private static int visit(TestServer server, String sent) throws IOException {
		try (RawClient client = server.connect()) {
			client.send(sent);
			LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
			return 0;
		}
	}

	private static long threads(TestServer server) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().matches("fennel-exporter-\\d+") && thread.isAlive())
			.count();
	}

	private static void assertCutOffInTime(long start) {
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT.dividedBy(2),
				TIMEOUT.multipliedBy(10));
	}

	/**
	 * How a client hangs.
	 */
	enum Hanging {

		SILENT(""), IN_REQUEST("GET /metrics HTTP/1.1\r\n"), IN_RESPONSE(BIG), AFTER_RESPONSE(REQUEST);

		private final String sent;

		Hanging(String sent) {
			this.sent = sent;
		}

	}

}
