package dev.fennel.exporter;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import dev.fennel.exposition.Credentials;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Start, stop, and on which port.
 */
@ExtendWith(OutputCaptureExtension.class)
class MetricsServerTests {

	private static final String REQUEST = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private final List<MetricsServer> servers = new ArrayList<>();

	private final List<URI> started = new ArrayList<>();

	@AfterEach
	void stop() {
		this.servers.forEach(MetricsServer::stop);
	}

	@Test
	void portZeroIsAnyThatIsFree() throws IOException {
		MetricsServer server = start("127.0.0.1", PortRange.of(0));
		assertThat(server.getPort()).isPositive();
		assertThat(server.getUrl()).hasToString("http://127.0.0.1:" + server.getPort() + "/");
		assertThat(HttpCalls.get(server.getMetricsUrl()).statusCode()).isEqualTo(200);
		assertThat(this.started).containsExactly(server.getMetricsUrl());
	}

	@Test
	void aPortThatIsTakenStopsTheStart() throws IOException {
		try (ServerSocket taken = taken()) {
			assertThatExceptionOfType(MetricDefinitionException.class)
				.isThrownBy(() -> start("127.0.0.1", PortRange.of(taken.getLocalPort())))
				.withMessage("The metrics server cannot listen on fennel.exporter.port " + taken.getLocalPort()
						+ ": Address already in use")
				.satisfies((ex) -> assertThat(ex.getAction()).contains("fennel.exporter.port-range"));
			assertThat(this.started).isEmpty();
		}
	}

	@Test
	void ofARangeTheFirstFreePortIsTaken(CapturedOutput output) throws IOException {
		try (ServerSocket taken = taken()) {
			PortRange range = PortRange.parse(taken.getLocalPort() + " - " + (taken.getLocalPort() + 40));
			MetricsServer first = start("127.0.0.1", range);
			MetricsServer second = start("127.0.0.1", range);
			assertThat(first.getPort()).isBetween(range.first() + 1, range.last());
			assertThat(second.getPort()).isBetween(first.getPort() + 1, range.last());
			assertThat(HttpCalls.get(second.getMetricsUrl()).statusCode()).isEqualTo(200);
			assertThat(output.getAll()).contains(first.getMetricsUrl().toString(), second.getMetricsUrl().toString());
		}
	}

	@Test
	void aRangeThatIsUsedUpIsOneWarning(CapturedOutput output) throws IOException {
		try (ServerSocket taken = taken()) {
			int port = taken.getLocalPort();
			MetricsServer server = start("127.0.0.1", PortRange.parse(port + "-" + port));
			assertThat(server.isRunning()).isFalse();
			assertThat(this.started).isEmpty();
			assertThat(output.getAll().lines().filter((line) -> line.contains("port-range " + port))).singleElement()
				.asString()
				.contains("WARN", "All ports of fennel.exporter.port-range " + port + " are taken");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "8001", "8050-8001", "0-10", "8001-65536", "8001-", "a-b", "8001-8050-8100", "-1-5" })
	void whatIsNoRangeIsRefused(String text) {
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> PortRange.parse(text))
			.withMessage("fennel.exporter.port-range is '" + text + "'");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void whatIsNoPortIsRefused(int port) {
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> PortRange.of(port))
			.withMessage("fennel.exporter.port is " + port);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1,where nothing can listen", "no.such.host.invalid,which is not known" })
	void anAddressOfAnotherHostStopsTheStart(String address, String why) {
		for (PortRange range : List.of(PortRange.of(0), PortRange.parse("8001-8050"))) {
			assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> start(address, range))
				.withMessageStartingWith("fennel.exporter.address is '%s', %s".formatted(address, why));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1", "[::1]" })
	void anAddressOfIpVersion6StandsInBrackets(String address) throws IOException {
		MetricsServer server = start(address, PortRange.of(0));
		assertThat(server.getMetricsUrl()).hasToString("http://[::1]:" + server.getPort() + "/metrics");
		assertThat(HttpCalls.get(server.getMetricsUrl()).statusCode()).isEqualTo(200);
	}

	@Test
	void aBlankAddressIsAllOfThem() throws IOException {
		MetricsServer server = start(" ", PortRange.of(0));
		assertThat(server.getMetricsUrl()).hasToString("http://localhost:" + server.getPort() + "/metrics");
		for (String host : List.of("127.0.0.1", "[::1]", "127.0.0.2")) {
			URI url = URI.create("http://" + host + ":" + server.getPort() + "/metrics");
			assertThat(HttpCalls.get(url).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void beforeTheStartThereIsNoUrl() {
		MetricsServer server = server("127.0.0.1", PortRange.of(0));
		assertThatIllegalStateException().isThrownBy(server::getPort);
		assertThatIllegalStateException().isThrownBy(server::getMetricsUrl);
		server.stop();
		assertThat(server.isRunning()).isFalse();
	}

	@Test
	void aSecondStartOrStopChangesNothing() throws IOException {
		MetricsServer server = start("127.0.0.1", PortRange.of(0));
		URI url = server.getMetricsUrl();
		server.start();
		assertThat(server.getMetricsUrl()).isEqualTo(url);
		assertThat(this.started).hasSize(1);
		server.stop();
		server.stop();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> HttpCalls.get(url));
		server.start();
		assertThat(HttpCalls.get(server.getMetricsUrl()).statusCode()).isEqualTo(200);
		assertThat(this.started).hasSize(2);
	}

	@Test
	void itsThreadsAreDaemonsAndEndWithIt() throws IOException {
		MetricsServer server = start("127.0.0.1", PortRange.of(0));
		try (RawClient client = RawClient.connect(server.getPort())) {
			client.send(REQUEST).read();
			assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
			server.stop();
			assertThat(client.readToEnd()).isZero();
		}
		Waiting.until(() -> threads().isEmpty());
	}

	@Test
	void thePortIsFreeAfterTheStopWhoeverIsConnected() throws IOException {
		MetricsServer server = start("127.0.0.1", PortRange.of(0));
		int port = server.getPort();
		for (int i = 0; i < 300; i++) {
			try (RawClient idle = RawClient.connect(port); RawClient hanging = RawClient.connect(port)) {
				idle.send(REQUEST).read();
				hanging.send("GET");
				server.stop();
				server = start("127.0.0.1", PortRange.of(port));
				assertThat(server.getPort()).isEqualTo(port);
			}
		}
	}

	@Test
	void theStopWaitsForAnAnswerThatIsBeingMade() throws Exception {
		HeldPage page = new HeldPage();
		try (TestServer server = TestServer.start(page); RawClient client = server.connect()) {
			client.send("GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n");
			page.asked.await();
			int port = server.server().getPort();
			Thread stopping = new Thread(server.server()::stop);
			stopping.start();
			Waiting.until(() -> refuses(port));
			page.released.countDown();
			RawClient.Response response = client.read();
			assertThat(response.body()).isEqualTo("held");
			assertThat(response.headers()).containsEntry("Connection", "close");
			stopping.join();
		}
	}

	@Test
	void theStopDoesNotWaitForEver() throws Exception {
		HeldPage page = new HeldPage();
		try (TestServer server = TestServer.start(page); RawClient client = server.connect()) {
			client.send("GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n");
			page.asked.await();
			long start = System.nanoTime();
			server.server().stop();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			assertThat(client.readToEnd()).isZero();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void answersWhileVirtualThreadsHaveAllProcessors() throws IOException {
		AtomicBoolean stopped = new AtomicBoolean();
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
		executor.setVirtualThreads(true);
		CountDownLatch spinning = new CountDownLatch(Runtime.getRuntime().availableProcessors());
		MetricsServer server = start("127.0.0.1", PortRange.of(0));
		try {
			for (int i = 0; i < 100; i++) {
				executor.execute(() -> {
					spinning.countDown();
					while (!stopped.get()) {
						Thread.onSpinWait();
					}
				});
			}
			spinning.await();
			assertThat(HttpCalls.get(server.getMetricsUrl()).statusCode()).isEqualTo(200);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			stopped.set(true);
		}
	}

	private MetricsServer start(String address, PortRange ports) {
		MetricsServer server = server(address, ports);
		server.start();
		return server;
	}

	private MetricsServer server(String address, PortRange ports) {
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory metrics = MetricFactory.with(registry).build();
		Exposition exposition = new Exposition(new ExposedRegistries("fennelRegistry", registry, Map.of()), metrics,
				false, null, Duration.ofSeconds(1));
		MetricsServer server = new MetricsServer(
				new MetricsServerOptions(address, ports, 16, Duration.ofSeconds(20), null),
				new MetricsSite(exposition, "/metrics", Credentials.none(), List.of()),
				new Failures(metrics, "exporter"), (running) -> this.started.add(running.getMetricsUrl()));
		this.servers.add(server);
		return server;
	}

	private static ServerSocket taken() throws IOException {
		return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
	}

	private static boolean refuses(int port) {
		try {
			RawClient.connect(port).close();
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("fennel-exporter"))
			.collect(Collectors.toSet());
	}

	/**
	 * A page that is answered when the test says so.
	 */
	private static final class HeldPage implements ServedPage {

		private final CountDownLatch asked = new CountDownLatch(1);

		private final CountDownLatch released = new CountDownLatch(1);

		@Override
		public String path() {
			return "/held";
		}

		@Override
		public PageResponse get(PageRequest request) {
			try {
				this.asked.countDown();
				this.released.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return new PageResponse(200, Map.of(), "held".getBytes());
		}

	}

}
