package dev.fennel;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * A point whose values can be read at any time without a copy of them.
 *
 * @since 0.1.0
 */
public interface LivePoint {

	/**
	 * Returns the labels, common ones included.
	 * @return the same instance at each call
	 */
	Labels labels();

	/**
	 * Returns when it was made.
	 * @return milliseconds since 1970, 0 where that is not known
	 */
	long createdTimestampMillis();

	/**
	 * Returns the value.
	 * @return the sum of a histogram, else the only value
	 */
	double value();

	/**
	 * Reads all values at once.
	 * @param counts where the counts of its buckets go, each without those of lower ones;
	 * at least as long as there are buckets
	 * @return the value
	 */
	double read(long[] counts);

}
