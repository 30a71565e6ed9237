package dev.fennel.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.fennel.MetricDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

@Timeout(120)
class GraphiteTests {

	private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1434898897, 842_000_000), ZoneOffset.UTC);

	private static final String PAGE = """
			# HELP orders_total Orders
			# TYPE orders_total counter
			orders_total{payment="a card, 3%",branch=""} 2.0
			# TYPE temperature gauge
			temperature{zone="b",area="a"} -1.5E-7
			unknown NaN
			wait_seconds_bucket{le="+Inf"} 3
			most +Inf
			least -Inf
			plain 1.0
			""";

	private final Pushed pushed = new Pushed();

	@Test
	void labelsArePartsOfTheName() {
		assertThat(new GraphiteLines("shop.eu-1", false).write(PAGE, 1434898897)).isEqualTo("""
				shop.eu-1.orders_total.payment.a_card__3_ 2.0 1434898897
				shop.eu-1.temperature.area.a.zone.b -1.5E-7 1434898897
				shop.eu-1.wait_seconds_bucket.le._Inf 3 1434898897
				shop.eu-1.plain 1.0 1434898897
				""");
	}

	@Test
	void orTags() {
		assertThat(new GraphiteLines("", true).write(PAGE, 1)).isEqualTo("""
				orders_total;payment=a_card__3_ 2.0 1
				temperature;area=a;zone=b -1.5E-7 1
				wait_seconds_bucket;le=_Inf 3 1
				plain 1.0 1
				""");
	}

	@Test
	void isSentWholeOverOneConnectionForEachPush() throws Exception {
		this.pushed.metrics().counter("orders_total").labels("payment").register().labelValues("cash").inc(2);
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Graphite graphite = new Graphite(options(server.getLocalPort()), CLOCK);
			CompletableFuture<String> first = received(server);
			graphite.push(this.pushed.page());
			assertThat(first.get()).contains("shop.orders_total.payment.cash 2.0 1434898897\n").endsWith("\n");
			CompletableFuture<String> second = received(server);
			graphite.push(this.pushed.page());
			assertThat(second.get()).contains("shop.orders_total.payment.cash 2.0 1434898897\n");
		}
	}

	@Test
	void whatIsNotThereIsTold() throws IOException {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		assertThatIOException().isThrownBy(() -> new Graphite(options(port)).push(this.pushed.page()))
			.withMessageStartingWith("it is not there (");
		assertThatIOException()
			.isThrownBy(() -> new Graphite(new GraphiteOptions("no.such.host.invalid", 2003, "", false))
				.push(this.pushed.page()))
			.withMessage("its host name is not known");
	}

	@Test
	void whatDoesNotReadIsNotWaitedForForEver() throws IOException {
		for (int i = 0; i < 4000; i++) {
			this.pushed.metrics().counter("orders_total").labels("number").register().labelValues("x".repeat(2000) + i);
		}
		try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			Graphite graphite = new Graphite(options(server.getLocalPort()));
			MetricsPusher pusher = new MetricsPusher(this.pushed.exposition(),
					List.of(new PushPlan("graphite", graphite, null, false, AtStop.PUSH, Duration.ofMillis(500), 0)),
					this.pushed.metrics(), () -> {
					});
			assertThatExceptionOfType(PushException.class).isThrownBy(pusher::push)
				.withMessage("Metrics are not pushed to Graphite at 127.0.0.1:%d: it does not answer within 500 ms",
						server.getLocalPort());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'' | 2003 | '' | fennel.graphite.host is missing
			h | 0 | '' | fennel.graphite.port is 0
			h | 65536 | '' | fennel.graphite.port is 65536
			h | 1 | 'a b' | fennel.graphite.prefix is 'a b'
			""")
	void whatIsWrongIsRefused(String host, int port, String prefix, String sentence) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> new GraphiteOptions(host, port, prefix, false))
			.withMessage(sentence);
	}

	private static GraphiteOptions options(int port) {
		return new GraphiteOptions("127.0.0.1", port, "shop", false);
	}

	private static CompletableFuture<String> received(ServerSocket server) {
		return CompletableFuture.supplyAsync(() -> {
			try (Socket socket = server.accept()) {
				return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

}
