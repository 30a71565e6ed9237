package dev.fennel.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.logging.Logger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * A data source that counts attempts to connect, and whose connections are measured. It
 * stands where connections are made, within a pool or where there is none.
 *
 * @since 0.1.0
 */
public final class MeteredDataSource implements DataSource, AutoCloseable {

	private final DataSource target;

	private final DataSourceMetrics metrics;

	private final boolean pool;

	/** Whether another one measures its connections, as far as is known. */
	private volatile boolean above;

	private volatile boolean measured;

	private volatile boolean wrappersTell = true;

	/**
	 * Creates a data source in the place of one that connects.
	 * @param target the other
	 * @param metrics what records for it
	 */
	public MeteredDataSource(DataSource target, DataSourceMetrics metrics) {
		this(target, metrics, false);
	}

	private MeteredDataSource(DataSource target, DataSourceMetrics metrics, boolean pool) {
		this.target = target;
		this.metrics = metrics;
		this.pool = pool;
		this.above = isMetered(target);
		metrics.at(this.above ? Level.ABOVE : (pool ? Level.POOL : Level.DRIVER));
	}

	/**
	 * Creates a data source in the place of a pool that cannot be measured from within.
	 * What it gives are no attempts to connect, and that it is exhausted is no error of a
	 * connection; how long it takes to get one and for how long it is used is measured.
	 * @param pool the pool
	 * @param metrics what records for it
	 * @return a data source
	 */
	public static MeteredDataSource ofPool(DataSource pool, DataSourceMetrics metrics) {
		return new MeteredDataSource(pool, metrics, true);
	}

	/**
	 * Whether the connections of a data source are measured already. None is opened to
	 * find out.
	 * @param dataSource a data source
	 * @return whether it is a {@link MeteredDataSource}, or says that it wraps one
	 */
	public static boolean isMetered(DataSource dataSource) {
		try {
			return dataSource instanceof MeteredDataSource || dataSource.isWrapperFor(MeteredDataSource.class);
		}
		catch (Exception ex) {
			return false;
		}
	}

	/**
	 * Returns the connection that is the data source's own, whose methods may ask for it.
	 * @param connection a connection
	 * @return the one for which it stands if it is measured, else the same
	 */
	public static Connection original(Connection connection) {
		return (connection instanceof MeteredConnection measured) ? measured.delegate() : connection;
	}

	/**
	 * Returns the data source in whose place this one stands.
	 * @return the target
	 */
	public DataSource target() {
		return this.target;
	}

	@Override
	public @Nullable Connection getConnection() throws SQLException {
		long start = System.nanoTime();
		try {
			return connected(this.target.getConnection(), start);
		}
		catch (Throwable ex) {
			failed(ex);
			throw ex;
		}
	}

	@Override
	public @Nullable Connection getConnection(String username, String password) throws SQLException {
		long start = System.nanoTime();
		try {
			return connected(this.target.getConnection(username, password), start);
		}
		catch (Throwable ex) {
			failed(ex);
			throw ex;
		}
	}

	@Override
	public ConnectionBuilder createConnectionBuilder() throws SQLException {
		return new MeteredConnectionBuilder(this.target.createConnectionBuilder(), this);
	}

	@Override
	public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
		return this.target.createShardingKeyBuilder();
	}

	@Override
	public PrintWriter getLogWriter() throws SQLException {
		return this.target.getLogWriter();
	}

	@Override
	public void setLogWriter(PrintWriter out) throws SQLException {
		this.target.setLogWriter(out);
	}

	@Override
	public int getLoginTimeout() throws SQLException {
		return this.target.getLoginTimeout();
	}

	@Override
	public void setLoginTimeout(int seconds) throws SQLException {
		this.target.setLoginTimeout(seconds);
	}

	@Override
	public Logger getParentLogger() throws SQLFeatureNotSupportedException {
		return this.target.getParentLogger();
	}

	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		if (type.isInstance(this)) {
			return type.cast(this);
		}
		return type.isInstance(this.target) ? type.cast(this.target) : this.target.unwrap(type);
	}

	@Override
	public boolean isWrapperFor(Class<?> type) throws SQLException {
		return type.isInstance(this) || type.isInstance(this.target) || this.target.isWrapperFor(type);
	}

	/**
	 * Closes the target where that can be closed.
	 * @throws SQLException if it could not
	 */
	@Override
	public void close() throws SQLException {
		if (this.target instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (SQLException | RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new SQLException("The data source could not be closed", ex);
			}
		}
	}

	@Override
	public String toString() {
		return "MeteredDataSource of " + this.target.getClass().getName();
	}

	@Nullable Connection connected(@Nullable Connection connection, long start) {
		if (connection == null) {
			connectedToNothing();
			return null;
		}
		if (isMeasured(connection)) {
			measuredBelow(connection, start);
			return connection;
		}
		this.measured = true;
		return this.pool ? this.metrics.borrowed(connection, start) : this.metrics.connected(connection);
	}

	void failed(Throwable error) {
		if (!this.pool && !this.above) {
			this.metrics.failed(error);
		}
	}

	private void connectedToNothing() {
		if (!this.pool && !this.above) {
			this.metrics.attempted();
		}
	}

	private void measuredBelow(Connection connection, long start) {
		if (!this.above && !this.measured) {
			this.above = true;
			this.metrics.at(Level.ABOVE);
		}
		this.metrics.seen(connection);
		if (this.pool) {
			this.metrics.acquired((System.nanoTime() - start) / OperationMetrics.NANOS_PER_SECOND);
		}
	}

	/** A wrapper of the application's may not tell of itself what its connections do. */
	private boolean isMeasured(Connection connection) {
		if (connection instanceof MeteredConnection) {
			return true;
		}
		try {
			return this.wrappersTell && connection.isWrapperFor(MeteredConnection.class);
		}
		catch (Throwable ex) {
			this.wrappersTell = false;
			return false;
		}
	}

}
