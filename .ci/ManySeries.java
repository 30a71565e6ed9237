import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.exporter.MetricsServer;
import dev.fennel.exporter.MetricsServerOptions;
import dev.fennel.exporter.MetricsSite;
import dev.fennel.exporter.PortRange;
import dev.fennel.exposition.Credentials;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;

/**
 * Serves histograms with 14 bounds on a port of its own, without an application around.
 * Arguments: port, how many series. The n-th has been observed n times.
 */
public class ManySeries {

	public static void main(String[] args) throws InterruptedException {
		int series = Integer.parseInt(args[1]);
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory metrics = MetricFactory.with(registry).maxSeries(series).build();
		var waits = metrics.histogram("wait_seconds").help("Waits").labels("route", "method").register();
		for (int i = 1; i <= series; i++) {
			var wait = waits.labelValues("/route/" + i + "/\"quoted\"", "GET");
			for (int j = 0; j < i; j++) {
				wait.observe(j / 500.0);
			}
		}
		Exposition exposition = new Exposition(new ExposedRegistries("fennelRegistry", registry, Map.of()), metrics,
				false, null, Duration.ofSeconds(5));
		new MetricsServer(
				new MetricsServerOptions("127.0.0.1", PortRange.of(Integer.parseInt(args[0])), 4, Duration.ofSeconds(30),
						null),
				new MetricsSite(exposition, "/metrics", Credentials.none(), List.of()),
				new Failures(metrics, "exporter"), (server) -> {
				})
			.start();
		Thread.currentThread().join();
	}

}
