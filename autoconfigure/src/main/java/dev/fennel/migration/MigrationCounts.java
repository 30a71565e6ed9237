package dev.fennel.migration;

/**
 * What was found in one place. Each migration is in one of the numbers at most.
 *
 * @param applied migrations that are in force
 * @param pending migrations that have yet to run
 * @param failed migrations that ran and failed
 * @since 0.1.0
 */
public record MigrationCounts(int applied, int pending, int failed) {

	MigrationCounts plus(MigrationCounts other) {
		return new MigrationCounts(this.applied + other.applied, this.pending + other.pending,
				this.failed + other.failed);
	}

}
