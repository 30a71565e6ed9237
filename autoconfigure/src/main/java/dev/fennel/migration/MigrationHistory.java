package dev.fennel.migration;

/**
 * Where migrations of a data source can be read.
 *
 * @since 0.1.0
 */
public interface MigrationHistory {

	/**
	 * Returns the name of the data source.
	 * @return the value of the label
	 */
	String dataSource();

	/**
	 * Returns what migrates.
	 * @return {@code flyway} or {@code liquibase}
	 */
	String tool();

	/**
	 * Reads the numbers, without a change to the database.
	 * @return the numbers
	 * @throws Exception if they cannot be read
	 */
	MigrationCounts read() throws Exception;

}
