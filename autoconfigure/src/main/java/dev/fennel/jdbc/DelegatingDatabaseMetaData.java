package dev.fennel.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import java.sql.SQLException;

import org.jspecify.annotations.NullUnmarked;

/**
 * What is said of a database, beside what it can do.
 */
@NullUnmarked // JDBC says nothing of null
abstract class DelegatingDatabaseMetaData extends DatabaseMetaDataFeatures {

	DelegatingDatabaseMetaData(DatabaseMetaData delegate) {
		super(delegate);
	}

	@Override
	public String getURL() throws SQLException {
		return delegate().getURL();
	}

	@Override
	public String getUserName() throws SQLException {
		return delegate().getUserName();
	}

	@Override
	public String getDatabaseProductName() throws SQLException {
		return delegate().getDatabaseProductName();
	}

	@Override
	public String getDatabaseProductVersion() throws SQLException {
		return delegate().getDatabaseProductVersion();
	}

	@Override
	public String getDriverName() throws SQLException {
		return delegate().getDriverName();
	}

	@Override
	public String getDriverVersion() throws SQLException {
		return delegate().getDriverVersion();
	}

	@Override
	public int getDriverMajorVersion() {
		return delegate().getDriverMajorVersion();
	}

	@Override
	public int getDriverMinorVersion() {
		return delegate().getDriverMinorVersion();
	}

	@Override
	public String getIdentifierQuoteString() throws SQLException {
		return delegate().getIdentifierQuoteString();
	}

	@Override
	public String getSQLKeywords() throws SQLException {
		return delegate().getSQLKeywords();
	}

	@Override
	public String getNumericFunctions() throws SQLException {
		return delegate().getNumericFunctions();
	}

	@Override
	public String getStringFunctions() throws SQLException {
		return delegate().getStringFunctions();
	}

	@Override
	public String getSystemFunctions() throws SQLException {
		return delegate().getSystemFunctions();
	}

	@Override
	public String getTimeDateFunctions() throws SQLException {
		return delegate().getTimeDateFunctions();
	}

	@Override
	public String getSearchStringEscape() throws SQLException {
		return delegate().getSearchStringEscape();
	}

	@Override
	public String getExtraNameCharacters() throws SQLException {
		return delegate().getExtraNameCharacters();
	}

	@Override
	public String getSchemaTerm() throws SQLException {
		return delegate().getSchemaTerm();
	}

	@Override
	public String getProcedureTerm() throws SQLException {
		return delegate().getProcedureTerm();
	}

	@Override
	public String getCatalogTerm() throws SQLException {
		return delegate().getCatalogTerm();
	}

	@Override
	public String getCatalogSeparator() throws SQLException {
		return delegate().getCatalogSeparator();
	}

	@Override
	public int getMaxBinaryLiteralLength() throws SQLException {
		return delegate().getMaxBinaryLiteralLength();
	}

	@Override
	public int getMaxCharLiteralLength() throws SQLException {
		return delegate().getMaxCharLiteralLength();
	}

	@Override
	public int getMaxColumnNameLength() throws SQLException {
		return delegate().getMaxColumnNameLength();
	}

	@Override
	public int getMaxColumnsInGroupBy() throws SQLException {
		return delegate().getMaxColumnsInGroupBy();
	}

	@Override
	public int getMaxColumnsInIndex() throws SQLException {
		return delegate().getMaxColumnsInIndex();
	}

	@Override
	public int getMaxColumnsInOrderBy() throws SQLException {
		return delegate().getMaxColumnsInOrderBy();
	}

	@Override
	public int getMaxColumnsInSelect() throws SQLException {
		return delegate().getMaxColumnsInSelect();
	}

	@Override
	public int getMaxColumnsInTable() throws SQLException {
		return delegate().getMaxColumnsInTable();
	}

	@Override
	public int getMaxConnections() throws SQLException {
		return delegate().getMaxConnections();
	}

	@Override
	public int getMaxCursorNameLength() throws SQLException {
		return delegate().getMaxCursorNameLength();
	}

	@Override
	public int getMaxIndexLength() throws SQLException {
		return delegate().getMaxIndexLength();
	}

	@Override
	public int getMaxSchemaNameLength() throws SQLException {
		return delegate().getMaxSchemaNameLength();
	}

	@Override
	public int getMaxProcedureNameLength() throws SQLException {
		return delegate().getMaxProcedureNameLength();
	}

	@Override
	public int getMaxCatalogNameLength() throws SQLException {
		return delegate().getMaxCatalogNameLength();
	}

	@Override
	public int getMaxRowSize() throws SQLException {
		return delegate().getMaxRowSize();
	}

	@Override
	public int getMaxStatementLength() throws SQLException {
		return delegate().getMaxStatementLength();
	}

	@Override
	public int getMaxStatements() throws SQLException {
		return delegate().getMaxStatements();
	}

	@Override
	public int getMaxTableNameLength() throws SQLException {
		return delegate().getMaxTableNameLength();
	}

	@Override
	public int getMaxTablesInSelect() throws SQLException {
		return delegate().getMaxTablesInSelect();
	}

	@Override
	public int getMaxUserNameLength() throws SQLException {
		return delegate().getMaxUserNameLength();
	}

	@Override
	public int getDefaultTransactionIsolation() throws SQLException {
		return delegate().getDefaultTransactionIsolation();
	}

	@Override
	public ResultSet getProcedures(String catalog, String schemaPattern, String procedureNamePattern)
			throws SQLException {
		return delegate().getProcedures(catalog, schemaPattern, procedureNamePattern);
	}

	@Override
	public ResultSet getProcedureColumns(String catalog, String schemaPattern, String procedureNamePattern,
			String columnNamePattern) throws SQLException {
		return delegate().getProcedureColumns(catalog, schemaPattern, procedureNamePattern, columnNamePattern);
	}

	@Override
	public ResultSet getTables(String catalog, String schemaPattern, String tableNamePattern, String[] types)
			throws SQLException {
		return delegate().getTables(catalog, schemaPattern, tableNamePattern, types);
	}

	@Override
	public ResultSet getSchemas() throws SQLException {
		return delegate().getSchemas();
	}

	@Override
	public ResultSet getCatalogs() throws SQLException {
		return delegate().getCatalogs();
	}

	@Override
	public ResultSet getTableTypes() throws SQLException {
		return delegate().getTableTypes();
	}

	@Override
	public ResultSet getColumns(String catalog, String schemaPattern, String tableNamePattern, String columnNamePattern)
			throws SQLException {
		return delegate().getColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern);
	}

	@Override
	public ResultSet getColumnPrivileges(String catalog, String schema, String table, String columnNamePattern)
			throws SQLException {
		return delegate().getColumnPrivileges(catalog, schema, table, columnNamePattern);
	}

	@Override
	public ResultSet getTablePrivileges(String catalog, String schemaPattern, String tableNamePattern)
			throws SQLException {
		return delegate().getTablePrivileges(catalog, schemaPattern, tableNamePattern);
	}

	@Override
	public ResultSet getBestRowIdentifier(String catalog, String schema, String table, int scope, boolean nullable)
			throws SQLException {
		return delegate().getBestRowIdentifier(catalog, schema, table, scope, nullable);
	}

	@Override
	public ResultSet getVersionColumns(String catalog, String schema, String table) throws SQLException {
		return delegate().getVersionColumns(catalog, schema, table);
	}

	@Override
	public ResultSet getPrimaryKeys(String catalog, String schema, String table) throws SQLException {
		return delegate().getPrimaryKeys(catalog, schema, table);
	}

	@Override
	public ResultSet getImportedKeys(String catalog, String schema, String table) throws SQLException {
		return delegate().getImportedKeys(catalog, schema, table);
	}

	@Override
	public ResultSet getExportedKeys(String catalog, String schema, String table) throws SQLException {
		return delegate().getExportedKeys(catalog, schema, table);
	}

	@Override
	public ResultSet getCrossReference(String parentCatalog, String parentSchema, String parentTable,
			String foreignCatalog, String foreignSchema, String foreignTable) throws SQLException {
		return delegate().getCrossReference(parentCatalog, parentSchema, parentTable, foreignCatalog, foreignSchema,
				foreignTable);
	}

	@Override
	public ResultSet getTypeInfo() throws SQLException {
		return delegate().getTypeInfo();
	}

	@Override
	public ResultSet getIndexInfo(String catalog, String schema, String table, boolean unique, boolean approximate)
			throws SQLException {
		return delegate().getIndexInfo(catalog, schema, table, unique, approximate);
	}

	@Override
	public ResultSet getUDTs(String catalog, String schemaPattern, String typeNamePattern, int[] types)
			throws SQLException {
		return delegate().getUDTs(catalog, schemaPattern, typeNamePattern, types);
	}

	@Override
	public ResultSet getSuperTypes(String catalog, String schemaPattern, String typeNamePattern) throws SQLException {
		return delegate().getSuperTypes(catalog, schemaPattern, typeNamePattern);
	}

	@Override
	public ResultSet getSuperTables(String catalog, String schemaPattern, String tableNamePattern) throws SQLException {
		return delegate().getSuperTables(catalog, schemaPattern, tableNamePattern);
	}

	@Override
	public ResultSet getAttributes(String catalog, String schemaPattern, String typeNamePattern,
			String attributeNamePattern) throws SQLException {
		return delegate().getAttributes(catalog, schemaPattern, typeNamePattern, attributeNamePattern);
	}

	@Override
	public int getResultSetHoldability() throws SQLException {
		return delegate().getResultSetHoldability();
	}

	@Override
	public int getDatabaseMajorVersion() throws SQLException {
		return delegate().getDatabaseMajorVersion();
	}

	@Override
	public int getDatabaseMinorVersion() throws SQLException {
		return delegate().getDatabaseMinorVersion();
	}

	@Override
	public int getJDBCMajorVersion() throws SQLException {
		return delegate().getJDBCMajorVersion();
	}

	@Override
	public int getJDBCMinorVersion() throws SQLException {
		return delegate().getJDBCMinorVersion();
	}

	@Override
	public int getSQLStateType() throws SQLException {
		return delegate().getSQLStateType();
	}

	@Override
	public RowIdLifetime getRowIdLifetime() throws SQLException {
		return delegate().getRowIdLifetime();
	}

	@Override
	public ResultSet getSchemas(String catalog, String schemaPattern) throws SQLException {
		return delegate().getSchemas(catalog, schemaPattern);
	}

	@Override
	public ResultSet getClientInfoProperties() throws SQLException {
		return delegate().getClientInfoProperties();
	}

	@Override
	public ResultSet getFunctions(String catalog, String schemaPattern, String functionNamePattern)
			throws SQLException {
		return delegate().getFunctions(catalog, schemaPattern, functionNamePattern);
	}

	@Override
	public ResultSet getFunctionColumns(String catalog, String schemaPattern, String functionNamePattern,
			String columnNamePattern) throws SQLException {
		return delegate().getFunctionColumns(catalog, schemaPattern, functionNamePattern, columnNamePattern);
	}

	@Override
	public ResultSet getPseudoColumns(String catalog, String schemaPattern, String tableNamePattern,
			String columnNamePattern) throws SQLException {
		return delegate().getPseudoColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern);
	}

	@Override
	public long getMaxLogicalLobSize() throws SQLException {
		return delegate().getMaxLogicalLobSize();
	}

}
