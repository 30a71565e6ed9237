package dev.fennel;

/**
 * Takes values one by one, as histograms and summaries of the official client do with
 * {@code histogram::observe} and gauges with {@code gauge::set}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Observer {

	/**
	 * Takes a value.
	 * @param value the value, seconds where it is a duration
	 */
	void observe(double value);

}
