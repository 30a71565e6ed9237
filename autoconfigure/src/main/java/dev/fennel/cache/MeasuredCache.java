package dev.fennel.cache;

import org.springframework.cache.Cache;

/**
 * A cache that is measured, by a {@link MeteredCache} that it is or stands before.
 */
interface MeasuredCache extends Cache {

	/**
	 * Returns what measures.
	 * @return the one object, whatever stands before it
	 */
	MeteredCache metered();

	/**
	 * Returns whether changes wait for the end of a transaction.
	 * @return whether they do
	 */
	default boolean isTransactional() {
		return false;
	}

}
