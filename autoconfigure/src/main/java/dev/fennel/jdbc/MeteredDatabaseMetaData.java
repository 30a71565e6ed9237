package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;

/**
 * What is said of a database, by a connection that is measured.
 */
final class MeteredDatabaseMetaData extends DelegatingDatabaseMetaData {

	private final MeteredConnection connection;

	MeteredDatabaseMetaData(DatabaseMetaData delegate, MeteredConnection connection) {
		super(delegate);
		this.connection = connection;
	}

	@Override
	public Connection getConnection() {
		return this.connection;
	}

}
