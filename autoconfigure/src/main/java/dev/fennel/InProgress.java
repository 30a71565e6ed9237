package dev.fennel;

/**
 * Hears of what goes in and out, as gauges of the official client do with
 * {@code gauge::inc}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface InProgress {

	/**
	 * Adds to the number of what is in progress.
	 * @param by 1 for what goes in, -1 for what goes out
	 */
	void add(int by);

}
