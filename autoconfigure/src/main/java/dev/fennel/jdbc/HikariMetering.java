package dev.fennel.jdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Measures pools of HikariCP that have not started, each by the data source that it is
 * given, so that the pool itself stays what it is.
 *
 * @since 0.1.0
 */
public final class HikariMetering {

	private final List<HikariTracker> waiting = new CopyOnWriteArrayList<>();

	private @Nullable MetricsTrackerFactory shared;

	private boolean settled;

	/**
	 * Returns whether a pool can be measured without being wrapped.
	 * @param pool the pool
	 * @return whether it has not started, is not measured yet, and could connect: what is
	 * wrong with a pool is left for HikariCP to say
	 */
	public static boolean canMeasure(HikariDataSource pool) {
		if (pool.isClosed() || pool.getHikariPoolMXBean() != null || isMeasured(pool)) {
			return false;
		}
		DataSource given = pool.getDataSource();
		if (given != null) {
			// HikariCP does without a thread of its own for classes of that name
			return !given.getClass().getName().contains("Mysql");
		}
		return !StringUtils.hasText(pool.getDataSourceClassName()) && StringUtils.hasText(pool.getJdbcUrl())
				&& hasDriver(pool.getJdbcUrl(), pool.getDriverClassName());
	}

	/**
	 * Returns whether a data source is a pool that is measured.
	 * @param dataSource a data source
	 * @return whether it is
	 */
	public static boolean isMeasured(DataSource dataSource) {
		return dataSource instanceof HikariDataSource pool && pool.getDataSource() instanceof MeteredDataSource metered
				&& metered.target() instanceof HikariPoolDataSource;
	}

	/**
	 * Measures a pool.
	 * @param pool a pool that {@link #canMeasure can be measured}
	 * @param metrics what records for it
	 */
	public void measure(HikariDataSource pool, DataSourceMetrics metrics) {
		HikariSlot slot = new HikariSlot(pool, metrics, this);
		pool.setDataSource(new MeteredDataSource(new HikariPoolDataSource(pool, slot), metrics));
		metrics.pool(new HikariPoolStatus(pool));
	}

	/**
	 * Says with whom trackers are to be shared, now that it is known.
	 * @param factory whose the slot would be, null for nobody
	 */
	public synchronized void share(@Nullable MetricsTrackerFactory factory) {
		this.settled = true;
		this.shared = factory;
		if (factory != null) {
			this.waiting.forEach((tracker) -> tracker.share(factory));
		}
		this.waiting.clear();
	}

	/** A pool has started whose slot nobody else has claimed yet. */
	synchronized void started(HikariTracker tracker) {
		MetricsTrackerFactory factory = this.shared;
		if (factory != null) {
			tracker.share(factory);
		}
		else if (!this.settled) {
			this.waiting.add(tracker);
		}
	}

	/** A pool is closed, and is not to be shared any more. */
	synchronized void closed(HikariTracker tracker) {
		this.waiting.remove(tracker);
	}

	/** That the class of a driver is there has been seen to when it was set. */
	private static boolean hasDriver(String url, @Nullable String driverClassName) {
		try {
			if (!StringUtils.hasText(driverClassName)) {
				return DriverManager.getDriver(url) != null;
			}
			for (Driver driver : DriverManager.drivers().toList()) {
				if (driver.getClass().getName().equals(driverClassName)) {
					return driver.acceptsURL(url);
				}
			}
			return true;
		}
		catch (SQLException ex) {
			return false;
		}
	}

}
