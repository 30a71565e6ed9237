package dev.fennel.jdbc;

/**
 * Where a data source is measured, and with it what is known there.
 */
enum Level {

	/** Where connections are made: attempts, errors and statements. */
	DRIVER,

	/** Around a pool: waiting for connections, their use, and statements. */
	POOL,

	/** Above another one that is measured and counts all that. */
	ABOVE

}
