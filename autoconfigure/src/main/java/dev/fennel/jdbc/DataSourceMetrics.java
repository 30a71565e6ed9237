package dev.fennel.jdbc;

import java.sql.Connection;

import dev.fennel.ErrorNames;
import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Records for one data source.
 *
 * @since 0.1.0
 */
public final class DataSourceMetrics {

	private final JdbcMetrics metrics;

	private final Failures failures;

	private final String name;

	private volatile @Nullable String vendor;

	private volatile @Nullable VendorMetrics current;

	private volatile boolean resolved;

	private @Nullable Level level;

	private @Nullable PoolStatus pool;

	DataSourceMetrics(JdbcMetrics metrics, String name, @Nullable String vendor) {
		this.metrics = metrics;
		this.failures = metrics.failures();
		this.name = name;
		this.vendor = vendor;
	}

	/**
	 * Measures what is done with a connection, and takes the vendor from the first one.
	 * @param connection a connection
	 * @return one that is measured, or the same if it is already or if that failed
	 */
	public Connection measure(Connection connection) {
		return measure(connection, null);
	}

	/**
	 * Measures what is done with a connection that a pool has given: how long it took to
	 * get it, what is done with it, and how long it is out of the pool, until its first
	 * {@link Connection#close()}.
	 * @param connection a connection of a pool
	 * @param start when it was asked for, as {@link System#nanoTime()} has it
	 * @return one that is measured, or the same if it is already or if that failed
	 */
	public Connection borrowed(Connection connection, long start) {
		long now = System.nanoTime();
		Connection measured = measure(connection, now);
		acquired((now - start) / OperationMetrics.NANOS_PER_SECOND);
		return measured;
	}

	/**
	 * Records how long it took to get a connection from the pool.
	 * @param seconds the duration
	 */
	public void acquired(double seconds) {
		try {
			metrics().acquired(seconds);
		}
		catch (Throwable ex) {
			this.failures.record("record how long it took to get a connection", ex);
		}
	}

	/**
	 * Records how long a connection was out of the pool.
	 * @param seconds the duration
	 */
	public void used(double seconds) {
		try {
			metrics().used(seconds);
		}
		catch (Throwable ex) {
			this.failures.record("record how long a connection was used", ex);
		}
	}

	/**
	 * Shows what the pool tells of itself, from the time on at which the vendor is known.
	 * @param pool the pool, in the place of the one before
	 */
	public synchronized void pool(PoolStatus pool) {
		this.pool = pool;
		showPool();
	}

	/**
	 * Takes what the pool told of itself off the page, now that it is closed. If another
	 * one of that name has taken its place, that one stays.
	 */
	public synchronized void poolClosed() {
		hidePool();
		this.pool = null;
	}

	/** Has what is known to be 0 there on the page, once the vendor is known. */
	synchronized void at(Level level) {
		this.level = level;
		VendorMetrics known = this.current;
		if (known != null && level == Level.ABOVE) {
			known.retire();
			this.current = null;
		}
		else if (this.vendor != null) {
			this.failures.guard("show the series of a data source", () -> resolve(null).show(level));
		}
	}

	void guard(String what, Runnable action) {
		this.failures.guard(what, action);
	}

	/** Counts an attempt to connect that succeeded, and measures the connection. */
	Connection connected(Connection connection) {
		Connection measured = measure(connection);
		attempted();
		return measured;
	}

	/** Counts an attempt to connect. */
	void attempted() {
		try {
			if (this.current != null || this.vendor != null) {
				metrics().attempted();
			}
			else {
				this.metrics.families().attempts().labelValues(this.name, "").inc();
			}
		}
		catch (Throwable ex) {
			this.failures.record("count an attempt to connect", ex);
		}
	}

	/** Counts an attempt to connect that failed. */
	void failed(Throwable error) {
		attempted();
		this.failures.guard("count an error of a connection", () -> {
			String known = this.vendor;
			this.metrics.families()
				.connectionErrors()
				.labelValues(this.name, (known != null) ? known : "", ErrorNames.of(error))
				.inc();
		});
	}

	/** Takes the vendor from a connection that another one measures. */
	void seen(Connection connection) {
		if (!this.resolved) {
			this.failures.guard("find out the vendor of a database", () -> lookUp(connection));
		}
	}

	private Connection measure(Connection connection, @Nullable Long borrowed) {
		if (connection instanceof MeteredConnection) {
			return connection;
		}
		try {
			return new MeteredConnection(connection, metricsOf(connection), borrowed);
		}
		catch (Throwable ex) {
			this.failures.record("measure a connection", ex);
			return connection;
		}
	}

	private VendorMetrics metrics() {
		VendorMetrics known = this.current;
		return (known != null) ? known : resolve(null);
	}

	private VendorMetrics metricsOf(Connection connection) {
		return this.resolved ? metrics() : lookUp(connection);
	}

	/** It is asked once, since a driver that fails here does so again. */
	private VendorMetrics lookUp(Connection connection) {
		VendorMetrics found = resolve(vendorOf(connection));
		this.resolved = true;
		return found;
	}

	private @Nullable String vendorOf(Connection connection) {
		try {
			return Vendors.ofProduct(connection.getMetaData().getDatabaseProductName());
		}
		catch (Throwable ex) {
			// What a driver says of its connection may hold a URL with a password.
			this.failures.record("find out the vendor of a database", new IllegalStateException(ErrorNames.of(ex)));
			return null;
		}
	}

	private synchronized VendorMetrics resolve(@Nullable String found) {
		VendorMetrics known = this.current;
		if (found != null && !found.equals(this.vendor)) {
			if (known != null) {
				known.retire();
				known = null;
			}
			hidePool();
			this.vendor = found;
			showPool();
		}
		if (known == null) {
			String vendor = this.vendor;
			known = new VendorMetrics(this.metrics, this.name, (vendor != null) ? vendor : "");
			if (this.level != null) {
				known.show(this.level);
			}
			this.current = known;
		}
		return known;
	}

	private void showPool() {
		PoolStatus status = this.pool;
		String known = this.vendor;
		if (status != null && known != null) {
			this.failures.guard("show what a pool tells of its connections",
					() -> this.metrics.pools().show(this.name, known, status));
		}
	}

	private void hidePool() {
		PoolStatus status = this.pool;
		String known = this.vendor;
		if (status != null && known != null) {
			this.failures.guard("take a pool off the page",
					() -> this.metrics.pools().remove(this.name, known, status));
		}
	}

}
