package dev.fennel.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the data source that a pool of HikariCP was given or would make of its
 * settings, and makes it when it is first needed, so that settings may change until then.
 */
final class HikariPoolDataSource implements DataSource {

	private final HikariDataSource pool;

	private final HikariSlot slot;

	private volatile @Nullable DataSource target;

	private @Nullable RuntimeException failure;

	HikariPoolDataSource(HikariDataSource pool, HikariSlot slot) {
		this.pool = pool;
		this.slot = slot;
		this.target = pool.getDataSource();
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.slot.take();
		return target().getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		this.slot.take();
		return target().getConnection(username, password);
	}

	@Override
	public PrintWriter getLogWriter() throws SQLException {
		return target().getLogWriter();
	}

	@Override
	public void setLogWriter(PrintWriter out) throws SQLException {
		target().setLogWriter(out);
	}

	@Override
	public int getLoginTimeout() throws SQLException {
		return target().getLoginTimeout();
	}

	/** It is the first thing that HikariCP does with a data source. */
	@Override
	public void setLoginTimeout(int seconds) throws SQLException {
		this.slot.take();
		target().setLoginTimeout(seconds);
	}

	@Override
	public Logger getParentLogger() throws SQLFeatureNotSupportedException {
		return target().getParentLogger();
	}

	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		DataSource known = target();
		return type.isInstance(known) ? type.cast(known) : known.unwrap(type);
	}

	@Override
	public boolean isWrapperFor(Class<?> type) throws SQLException {
		DataSource known = this.target;
		return known != null && (type.isInstance(known) || known.isWrapperFor(type));
	}

	private DataSource target() {
		DataSource known = this.target;
		return (known != null) ? known : make();
	}

	private synchronized DataSource make() {
		DataSource known = this.target;
		if (known == null) {
			if (this.failure != null) {
				throw this.failure;
			}
			try {
				known = driver();
			}
			catch (RuntimeException ex) {
				this.failure = ex;
				throw ex;
			}
			this.target = known;
		}
		return known;
	}

	/** As HikariCP makes it itself. */
	private DataSource driver() {
		return new DriverDataSource(this.pool.getJdbcUrl(), this.pool.getDriverClassName(),
				this.pool.getDataSourceProperties(), this.pool.getUsername(), this.pool.getPassword());
	}

}
