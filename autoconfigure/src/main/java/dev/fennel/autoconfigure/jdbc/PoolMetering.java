package dev.fennel.autoconfigure.jdbc;

import javax.sql.DataSource;

import dev.fennel.jdbc.DataSourceMetrics;
import dev.fennel.jdbc.PoolStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one kind of pool.
 */
interface PoolMetering {

	/**
	 * Returns what a pool tells of itself.
	 * @param dataSource a data source
	 * @return its status, null if it is not of this kind
	 */
	@Nullable PoolStatus status(DataSource dataSource);

	/**
	 * Measures a pool from within, so that nothing has to take its place.
	 * @param dataSource a data source
	 * @param metrics what records for it
	 * @return whether it is measured now
	 */
	default boolean measureWithin(DataSource dataSource, DataSourceMetrics metrics) {
		return false;
	}

	/**
	 * Is told that a pool is about to be used through what stands for it, and that it has
	 * given its first connection.
	 * @param pool the pool
	 * @param standIn what stands for it
	 */
	default void used(DataSource pool, DataSource standIn) {
	}

}
