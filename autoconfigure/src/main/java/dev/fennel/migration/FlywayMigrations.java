package dev.fennel.migration;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * What Flyway says.
 *
 * @param dataSource name of the data source
 * @param flyway whom to ask
 * @since 0.1.0
 */
public record FlywayMigrations(String dataSource, Flyway flyway) implements MigrationHistory {

	@Override
	public String tool() {
		return "flyway";
	}

	@Override
	public MigrationCounts read() {
		int applied = 0;
		int pending = 0;
		int failed = 0;
		for (MigrationInfo migration : this.flyway.info().all()) {
			if (migration.getType().isSynthetic() || migration.getType().isUndo()) {
				continue;
			}
			switch (migration.getState()) {
				case SUCCESS, OUT_OF_ORDER, MISSING_SUCCESS, FUTURE_SUCCESS, BASELINE -> applied++;
				case PENDING -> pending++;
				case FAILED, MISSING_FAILED, FUTURE_FAILED -> failed++;
				default -> {
					// replaced by a later run of the same migration, or not meant to run
				}
			}
		}
		return new MigrationCounts(applied, pending, failed);
	}

}
