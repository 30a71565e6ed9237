package dev.fennel.jdbc;

import java.sql.Statement;

/**
 * A statement whose executions are measured.
 */
final class MeteredStatement extends MeasuringStatement {

	MeteredStatement(Statement delegate, MeteredConnection connection, OperationMetrics operation) {
		super(delegate, connection, operation);
	}

}
