package dev.fennel.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Measures the executions of a prepared statement, whose operation is known since it was
 * prepared.
 */
abstract class MeasuringPreparedStatement extends DelegatingPreparedStatement {

	private final OperationMetrics operation;

	MeasuringPreparedStatement(PreparedStatement prepared, MeteredConnection connection, OperationMetrics operation) {
		super(prepared, connection, operation);
		this.operation = operation;
	}

	@Override
	public ResultSet executeQuery() throws SQLException {
		long start = begin(this.operation);
		try {
			return queried(start, prepared().executeQuery());
		}
		catch (Throwable ex) {
			failed(start, ex);
			throw ex;
		}
	}

	@Override
	public int executeUpdate() throws SQLException {
		long start = begin(this.operation);
		try {
			return updated(start, prepared().executeUpdate());
		}
		catch (Throwable ex) {
			failed(start, ex);
			throw ex;
		}
	}

	@Override
	public long executeLargeUpdate() throws SQLException {
		long start = begin(this.operation);
		try {
			return updated(start, prepared().executeLargeUpdate());
		}
		catch (Throwable ex) {
			failed(start, ex);
			throw ex;
		}
	}

	@Override
	public boolean execute() throws SQLException {
		long start = begin(this.operation);
		try {
			return executed(start, prepared().execute());
		}
		catch (Throwable ex) {
			failed(start, ex);
			throw ex;
		}
	}

	@Override
	public void addBatch() throws SQLException {
		prepared().addBatch();
		added(this.operation);
	}

}
