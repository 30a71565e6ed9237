package dev.fennel.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.fennel.Failures;
import dev.fennel.GaugeMode;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.ReadDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The families of pools, read at each scrape.
 */
final class PoolGauges {

	private final Failures failures;

	private final MetricFamily<ReadDataPoint> connections;

	private final MetricFamily<ReadDataPoint> max;

	private final MetricFamily<ReadDataPoint> min;

	private final MetricFamily<ReadDataPoint> pending;

	/** The last pool of each name and vendor, which is the one that is shown. */
	private final Map<List<String>, PoolStatus> shown = new HashMap<>();

	PoolGauges(MetricFactory factory, Failures failures) {
		this.failures = failures;
		this.connections = factory.readGauge("db_client_pool_connections")
			.help("Connections that are out of the pool or idle in it")
			.labels("datasource", "vendor", "state")
			.closed("state")
			.gaugeMode(GaugeMode.LIVE_SUM)
			.register();
		this.max = gauge(factory, "db_client_pool_connections_max", "Connections that the pool may hold");
		this.min = gauge(factory, "db_client_pool_connections_min", "Connections that the pool holds at least");
		this.pending = gauge(factory, "db_client_pool_connections_pending", "Threads that wait for a connection");
	}

	synchronized void show(String dataSource, String vendor, PoolStatus pool) {
		this.shown.put(List.of(dataSource, vendor), pool);
		read(this.connections.labelValues(dataSource, vendor, "active"), () -> pool.active());
		read(this.connections.labelValues(dataSource, vendor, "idle"), () -> pool.idle());
		read(this.max.labelValues(dataSource, vendor), () -> pool.max());
		read(this.min.labelValues(dataSource, vendor), () -> pool.min());
		read(this.pending.labelValues(dataSource, vendor), () -> pool.pending());
	}

	/** Another pool that has taken the place of that one stays. */
	synchronized void remove(String dataSource, String vendor, PoolStatus pool) {
		if (!this.shown.remove(List.of(dataSource, vendor), pool)) {
			return;
		}
		Map<String, String> labels = Map.of("datasource", dataSource, "vendor", vendor);
		List.of(this.connections, this.max, this.min, this.pending).forEach((family) -> family.removeMatching(labels));
	}

	/**
	 * One pool that fails does not take those of others off the page.
	 */
	private void read(ReadDataPoint point, Supplier<@Nullable Number> source) {
		point.readFrom(() -> {
			try {
				return source.get();
			}
			catch (Throwable ex) {
				this.failures.record("read what a pool tells of its connections", ex);
				return null;
			}
		});
	}

	private static MetricFamily<ReadDataPoint> gauge(MetricFactory factory, String name, String help) {
		return factory.readGauge(name)
			.help(help)
			.labels("datasource", "vendor")
			.gaugeMode(GaugeMode.LIVE_SUM)
			.register();
	}

}
