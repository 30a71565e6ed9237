package dev.fennel.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements are measured and whose transactions are counted.
 */
final class MeteredConnection extends MeasuringConnection {

	private final VendorMetrics metrics;

	/**
	 * The result set that may hold rows which are not counted yet. There is at most one,
	 * so that none is held that the application has forgotten but the last.
	 */
	private @Nullable MeteredResultSet reader;

	private boolean worked;

	/** When it left its pool, null where that is not to be measured. */
	private @Nullable Long borrowed;

	MeteredConnection(Connection delegate, VendorMetrics metrics, @Nullable Long borrowed) {
		super(delegate);
		this.metrics = metrics;
		this.borrowed = borrowed;
	}

	@Override
	OperationMetrics operation(@Nullable String sql) {
		return this.metrics.operation(sql);
	}

	/** A statement is about to be executed. */
	void works() {
		this.worked = true;
		countRows();
	}

	/** A result set has gone to a row. */
	@SuppressWarnings("ReferenceEquality") // to be asked of the driver for each row would
											// cost
	void reads(MeteredResultSet rows) {
		if (this.reader != rows) {
			countRows();
			this.reader = rows;
		}
	}

	/** Counts the rows that were read and are not counted yet. */
	void countRows() {
		MeteredResultSet rows = this.reader;
		if (rows != null) {
			this.reader = null;
			rows.countRows();
		}
	}

	@Override
	public @Nullable DatabaseMetaData getMetaData() throws SQLException {
		DatabaseMetaData metaData = delegate().getMetaData();
		return (metaData != null) ? new MeteredDatabaseMetaData(metaData, this) : null;
	}

	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		countRows();
		boolean before = isAutoCommit();
		try {
			delegate().setAutoCommit(autoCommit);
		}
		catch (Throwable ex) {
			this.metrics.failed(SqlOperation.OTHER, ex);
			throw ex;
		}
		if (before != autoCommit) {
			if (autoCommit && this.worked) {
				this.metrics.committed();
			}
			this.worked = false;
		}
	}

	@Override
	public void commit() throws SQLException {
		countRows();
		boolean autoCommit = isAutoCommit();
		try {
			delegate().commit();
		}
		catch (Throwable ex) {
			this.metrics.failed(SqlOperation.OTHER, ex);
			throw ex;
		}
		finally {
			this.worked = false;
		}
		if (!autoCommit) {
			this.metrics.committed();
		}
	}

	@Override
	public void rollback() throws SQLException {
		countRows();
		boolean autoCommit = isAutoCommit();
		try {
			delegate().rollback();
		}
		catch (Throwable ex) {
			this.metrics.failed(SqlOperation.OTHER, ex);
			throw ex;
		}
		finally {
			this.worked = false;
		}
		if (!autoCommit) {
			this.metrics.rolledBack();
		}
	}

	@Override
	public void rollback(Savepoint savepoint) throws SQLException {
		countRows();
		try {
			delegate().rollback(savepoint);
		}
		catch (Throwable ex) {
			this.metrics.failed(SqlOperation.OTHER, ex);
			throw ex;
		}
	}

	@Override
	public void close() throws SQLException {
		ended();
		delegate().close();
	}

	@Override
	public void abort(Executor executor) throws SQLException {
		ended();
		delegate().abort(executor);
	}

	/**
	 * Asks the driver, which knows of changes by SQL or on the unwrapped connection, and
	 * has the answer at hand. Where it fails, what follows fails too.
	 */
	private boolean isAutoCommit() {
		try {
			return delegate().getAutoCommit();
		}
		catch (Throwable ex) {
			return false;
		}
	}

	private void ended() {
		countRows();
		Long start = this.borrowed;
		if (start != null) {
			this.borrowed = null;
			this.metrics.returned(System.nanoTime() - start);
		}
	}

	@Override
	@Nullable Statement metered(@Nullable Statement statement) {
		return (statement != null) ? new MeteredStatement(statement, this, this.metrics.operation(SqlOperation.OTHER))
				: null;
	}

	@Override
	@Nullable PreparedStatement metered(@Nullable PreparedStatement statement, String sql) {
		return (statement != null) ? new MeteredPreparedStatement(statement, this, operation(sql)) : null;
	}

	@Override
	@Nullable CallableStatement metered(@Nullable CallableStatement statement, String sql) {
		return (statement != null) ? new MeteredCallableStatement(statement, this, operation(sql)) : null;
	}

}
