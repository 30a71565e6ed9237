package dev.fennel.multiprocess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import dev.fennel.AtomicFile;
import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.exporter.MetricsServerOptions;
import dev.fennel.exporter.MetricsSite;
import dev.fennel.exporter.PortRange;
import dev.fennel.exposition.Credentials;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;
import dev.fennel.exposition.RegistryReader;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/**
 * The main class of a JVM that counts the requests to {@code /hit} and shares its page.
 */
final class Worker {

	static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);

	private Worker() {
	}

	/**
	 * Runs until it is killed.
	 * @param args the shared directory, the name of the process, and the file for the
	 * port
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory metrics = MetricFactory.with(registry).build();
		RegistryReader own = new RegistryReader(new ExposedRegistries("fennelRegistry", registry, Map.of()),
				Duration.ofSeconds(1));
		ProcessGroup group = new ProcessGroup(
				new MultiprocessOptions(Path.of(args[0]), args[1], FLUSH_INTERVAL, Duration.ofSeconds(5), Map.of()),
				own, metrics);
		group.start();
		Runtime.getRuntime().addShutdownHook(new Thread(group::stop));
		MetricsServer server = new MetricsServer(
				new MetricsServerOptions("127.0.0.1", PortRange.of(0), 16, Duration.ofSeconds(30), null),
				new MetricsSite(new Exposition(own, group, metrics, false, null), "/metrics", Credentials.none(),
						List.of(new Hit(metrics))),
				new Failures(metrics, "exporter"), (started) -> {
				});
		server.start();
		AtomicFile.write(Path.of(args[2]), Integer.toString(server.getPort()).getBytes(StandardCharsets.UTF_8));
		new CountDownLatch(1).await();
	}

	/**
	 * What is counted.
	 */
	private static final class Hit implements ServedPage {

		private final CounterDataPoint hits;

		private final DistributionDataPoint work;

		private Hit(MetricFactory metrics) {
			this.hits = metrics.counter("hits_total").help("Requests").registerSingle();
			this.work = metrics.histogram("work_seconds").help("Time that they took").registerSingle();
		}

		@Override
		public String path() {
			return "/hit";
		}

		@Override
		public PageResponse get(PageRequest request) {
			this.hits.inc();
			this.work.observe(0.02);
			return PageResponse.empty(200, Map.of());
		}

	}

}
