package dev.fennel;

/**
 * Counts, as counters of the official client do with {@code counter::inc}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Incrementer {

	/**
	 * Adds one.
	 */
	void inc();

}
