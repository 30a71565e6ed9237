package dev.fennel.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.RanChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import liquibase.integration.spring.SpringResourceAccessor;
import liquibase.structure.core.Catalog;
import liquibase.structure.core.Schema;
import liquibase.ui.LoggerUIService;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.util.StringUtils;

/**
 * What Liquibase says. It is asked in such a way that it takes no lock, makes no tables
 * and changes no check sums, and {@code dropFirst} has no effect.
 *
 * @param dataSource name of the data source
 * @param liquibase whom to ask
 * @since 0.1.0
 */
public record LiquibaseMigrations(String dataSource, SpringLiquibase liquibase) implements MigrationHistory {

	@Override
	public String tool() {
		return "liquibase";
	}

	@Override
	public MigrationCounts read() throws Exception {
		return Scope.child(Map.<String, Object>of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
			Connection connection = this.liquibase.getDataSource().getConnection();
			try (Liquibase reader = new Liquibase(this.liquibase.getChangeLog(),
					new SpringResourceAccessor(this.liquibase.getResourceLoader()), database(connection))) {
				parameters().forEach(reader::setChangeLogParameter);
				return read(reader);
			}
		});
	}

	private MigrationCounts read(Liquibase reader) throws LiquibaseException {
		try {
			List<ChangeSet> unrun = reader.listUnrunChangeSets(new Contexts(this.liquibase.getContexts()),
					new LabelExpression(this.liquibase.getLabelFilter()), false);
			int pending = 0;
			for (ChangeSet changeSet : unrun) {
				if (!changeSet.shouldAlwaysRun() || reader.getDatabase().getRanChangeSet(changeSet) == null) {
					pending++;
				}
			}
			int applied = 0;
			int failed = 0;
			for (RanChangeSet changeSet : reader.getDatabase().getRanChangeSetList()) {
				switch (changeSet.getExecType()) {
					case EXECUTED, RERAN, MARK_RAN -> applied++;
					case FAILED -> failed++;
					case SKIPPED -> {
						// it did not run
					}
				}
			}
			return new MigrationCounts(applied, pending, failed);
		}
		finally {
			// It keeps what it read of each connection until it is told to forget
			Scope.getCurrentScope().getSingleton(ChangeLogHistoryServiceFactory.class).resetAll();
		}
	}

	private Database database(Connection connection) throws LiquibaseException, SQLException {
		try {
			Database database = DatabaseFactory.getInstance()
				.findCorrectDatabaseImplementation(new JdbcConnection(connection));
			String schema = this.liquibase.getDefaultSchema();
			if (StringUtils.hasText(schema)) {
				if (database.supports(Schema.class)) {
					database.setDefaultSchemaName(schema);
				}
				else if (database.supports(Catalog.class)) {
					database.setDefaultCatalogName(schema);
				}
			}
			setTables(database);
			return database;
		}
		catch (Throwable ex) {
			connection.close();
			throw ex;
		}
	}

	private void setTables(Database database) throws LiquibaseException {
		String schema = this.liquibase.getLiquibaseSchema();
		if (StringUtils.hasText(schema)) {
			if (database.supports(Schema.class)) {
				database.setLiquibaseSchemaName(schema);
			}
			else if (database.supports(Catalog.class)) {
				database.setLiquibaseCatalogName(schema);
			}
		}
		if (StringUtils.hasText(this.liquibase.getDatabaseChangeLogTable())) {
			database.setDatabaseChangeLogTableName(this.liquibase.getDatabaseChangeLogTable());
		}
	}

	/** Parameters are part of check sums, and there is no other way to them. */
	@SuppressWarnings("unchecked")
	private Map<String, Object> parameters() {
		Object parameters = new DirectFieldAccessor(this.liquibase).getPropertyValue("parameters");
		return (parameters != null) ? (Map<String, Object>) parameters : Map.of();
	}

}
