package dev.fennel.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What a pool tells of itself. It is asked at each scrape and must answer without work;
 * null is what it cannot tell or not yet, and is left out of the page.
 *
 * @since 0.1.0
 */
public interface PoolStatus {

	/**
	 * Returns how many connections are out of the pool.
	 * @return the number
	 */
	@Nullable Number active();

	/**
	 * Returns how many connections wait in the pool.
	 * @return the number
	 */
	@Nullable Number idle();

	/**
	 * Returns how many connections there may be.
	 * @return the number
	 */
	@Nullable Number max();

	/**
	 * Returns how many connections there are at least.
	 * @return the number
	 */
	@Nullable Number min();

	/**
	 * Returns how many threads wait for a connection.
	 * @return the number
	 */
	@Nullable Number pending();

}
