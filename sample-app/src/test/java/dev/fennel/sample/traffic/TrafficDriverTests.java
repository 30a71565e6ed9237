package dev.fennel.sample.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class TrafficDriverTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int FAST = 500;

	private final AtomicInteger visits = new AtomicInteger();

	private HttpServer server;

	private TrafficDriver driver;

	@BeforeEach
	void open() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			this.visits.incrementAndGet();
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void close() {
		this.driver.stop();
		this.server.stop(0);
	}

	@Test
	void isNeverFasterThanItsRate() {
		start(20);
		long start = System.nanoTime();
		awaitVisits(11);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
	}

	@Test
	void sendsNothingAfterItStopped() {
		start(FAST);
		awaitVisits(5);
		this.driver.stop();
		int lastAndOneOnItsWay = this.visits.get() + 1;
		await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> this.visits.get() <= lastAndOneOnItsWay);
		assertThat(this.driver.isRunning()).isFalse();
	}

	@Test
	void canBeStartedAgain() {
		start(FAST);
		this.driver.stop();
		int last = this.visits.get();
		this.driver.start();
		awaitVisits(last + 5);
	}

	@Test
	void countsRequestsWithoutAnswerAndGoesOn() {
		start(FAST);
		awaitVisits(1);
		this.server.stop(0);
		await().atMost(PATIENCE).until(() -> this.driver.failures() > 5);
		assertThat(this.driver.isRunning()).isTrue();
	}

	@Test
	void refusesRatesThatItCannotKeep() {
		this.driver = new TrafficDriver(1, this::address);
		assertThatIllegalArgumentException().isThrownBy(() -> new TrafficProperties(true, 0))
			.withMessageContaining("bookshop.traffic.requests-per-second is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new TrafficProperties(true, 1001));
	}

	private void start(int requestsPerSecond) {
		this.driver = new TrafficDriver(requestsPerSecond, this::address);
		this.driver.start();
	}

	private URI address(String path) {
		return URI.create("http://localhost:" + this.server.getAddress().getPort() + path);
	}

	private void awaitVisits(int count) {
		await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> this.visits.get() >= count);
	}

}
