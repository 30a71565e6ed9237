package dev.fennel.exporter;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import dev.fennel.exposition.Credentials;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;
import dev.fennel.testing.HttpCalls;
import dev.fennel.testing.Page;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A server with a registry of its own, on a random port of the loopback address.
 */
final class TestServer implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofMillis(500);

	static final Duration LONG = Duration.ofSeconds(30);

	/** More than the system keeps for a client that does not read. */
	static final int BIG = 32 << 20;

	/** More than such a client takes at once, but not more than the system keeps. */
	static final int SOME = 100_000;

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory metrics = MetricFactory.with(this.registry).build();

	private final AtomicInteger collections = new AtomicInteger();

	private final MetricsServer server;

	private TestServer(int threads, Duration readTimeout, @Nullable ServerTls tls, ServedPage... pages) {
		this.metrics.counter("orders_total").registerSingle().inc();
		this.registry.register((Collector) this::collect);
		MetricsServerOptions options = new MetricsServerOptions("127.0.0.1", PortRange.of(0), threads, readTimeout,
				tls);
		this.server = new MetricsServer(options, site(pages), new Failures(this.metrics, "exporter"), (started) -> {
		});
		this.server.start();
	}

	static TestServer start(ServedPage... pages) {
		return new TestServer(16, LONG, null, pages);
	}

	static TestServer withThreads(int threads, Duration readTimeout) {
		return new TestServer(threads, readTimeout, null, new SizedPage("/big", BIG), new SizedPage("/some", SOME));
	}

	static TestServer secured(ServerTls tls, Duration readTimeout) {
		return new TestServer(16, readTimeout, tls, new SizedPage("/big", BIG));
	}

	MetricsServer server() {
		return this.server;
	}

	URI url(String pathAndQuery) {
		return this.server.getUrl().resolve(pathAndQuery);
	}

	RawClient connect() throws IOException {
		return RawClient.connect(this.server.getPort());
	}

	Page scrape() throws IOException {
		return Page.of(HttpCalls.get(this.server.getMetricsUrl()).body());
	}

	/**
	 * How often something was collected.
	 */
	int collections() {
		return this.collections.get();
	}

	private MetricSnapshot collect() {
		this.collections.incrementAndGet();
		return GaugeSnapshot.builder()
			.name("stock")
			.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(7).build())
			.build();
	}

	private MetricsSite site(ServedPage... pages) {
		Exposition exposition = new Exposition(new ExposedRegistries("fennelRegistry", this.registry, Map.of()),
				this.metrics, false, null, Duration.ofSeconds(1));
		return new MetricsSite(exposition, "/metrics", Credentials.none(), List.of(pages));
	}

	@Override
	public void close() {
		this.server.stop();
	}

	/**
	 * A page of some size.
	 */
	private record SizedPage(String path, int size) implements ServedPage {

		@Override
		public PageResponse get(PageRequest request) {
			return new PageResponse(200, Map.of("Content-Type", "text/plain"), new byte[this.size]);
		}

	}

}
