package dev.fennel.jdbc;

import java.sql.CallableStatement;

/**
 * A callable statement whose executions are measured, and the cursors that it returns.
 */
final class MeteredCallableStatement extends CallableStatementGetters {

	MeteredCallableStatement(CallableStatement delegate, MeteredConnection connection, OperationMetrics operation) {
		super(delegate, connection, operation);
	}

}
