package dev.fennel.jdbc;

import java.lang.reflect.Field;
import java.util.Objects;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The one place that a pool of HikariCP has for a tracker. It is taken once, as late as
 * HikariCP allows, so that the application may set a tracker or a registry until then.
 */
final class HikariSlot {

	private static final boolean MICROMETER = ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry",
			HikariSlot.class.getClassLoader());

	private final HikariDataSource pool;

	private final DataSourceMetrics metrics;

	private final HikariMetering metering;

	private volatile boolean decided;

	HikariSlot(HikariDataSource pool, DataSourceMetrics metrics, HikariMetering metering) {
		this.pool = pool;
		this.metrics = metrics;
		this.metering = metering;
	}

	/** Runs whenever the pool turns to its data source, in the pool's own start first. */
	void take() {
		if (!this.decided) {
			this.metrics.guard("take HikariCP's place for a tracker", this::decide);
		}
	}

	private synchronized void decide() {
		boolean running = this.pool.getHikariPoolMXBean() != null;
		if (this.decided || (!running && isReadBeforeAnythingElse())) {
			return;
		}
		this.decided = true;
		MetricsTrackerFactory own = this.pool.getMetricsTrackerFactory();
		Object registry = this.pool.getMetricRegistry();
		if (own == null && registry == null) {
			this.pool.setMetricsTrackerFactory((name, stats) -> {
				HikariTracker tracker = tracker(name, stats);
				this.metering.started(tracker);
				return tracker;
			});
		}
		else if (!running && own != null) {
			this.pool.setMetricsTrackerFactory(sharedWith(own));
		}
		else if (!running && MICROMETER && MicrometerTrackers.isRegistry(registry)) {
			replace(sharedWith(MicrometerTrackers.of(registry)));
		}
	}

	/**
	 * With these settings nothing touches the data source before the pool reads which
	 * tracker there is; what is free then can be set on the pool that runs.
	 */
	private boolean isReadBeforeAnythingElse() {
		return this.pool.getInitializationFailTimeout() < 0 && this.pool.getConnectionTimeout() == Integer.MAX_VALUE;
	}

	/** What the application's own factory throws is the application's. */
	private MetricsTrackerFactory sharedWith(MetricsTrackerFactory own) {
		return (name, stats) -> {
			HikariTracker tracker = tracker(name, stats);
			tracker.shareStrictly(own);
			return tracker;
		};
	}

	private HikariTracker tracker(String name, PoolStats stats) {
		return new HikariTracker(this.metrics, name, stats, (tracker) -> {
			this.metering.closed(tracker);
			this.metrics.poolClosed();
		});
	}

	/** The setter refuses it beside a registry, which is to stay what it is. */
	private void replace(MetricsTrackerFactory factory) {
		Field field = Objects.requireNonNull(ReflectionUtils.findField(HikariConfig.class, "metricsTrackerFactory"));
		ReflectionUtils.makeAccessible(field);
		ReflectionUtils.setField(field, this.pool, factory);
	}

}
