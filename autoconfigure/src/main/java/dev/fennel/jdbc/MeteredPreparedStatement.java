package dev.fennel.jdbc;

import java.sql.PreparedStatement;

/**
 * A prepared statement whose executions are measured.
 */
final class MeteredPreparedStatement extends MeasuringPreparedStatement {

	MeteredPreparedStatement(PreparedStatement delegate, MeteredConnection connection, OperationMetrics operation) {
		super(delegate, connection, operation);
	}

}
