package dev.fennel;

import java.util.Arrays;

/**
 * The bounds of histogram buckets.
 *
 * @since 0.1.0
 */
public final class Buckets {

	private static final double[] LATENCY = { .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10 };

	private static final int SMALLEST_SIZE = 64;

	private static final int SIZE_FACTOR = 4;

	private static final int SIZES = 13;

	private Buckets() {
	}

	/**
	 * The latency bounds in seconds, or powers of 4 from 64 bytes to 1 GiB.
	 */
	static double[] defaultsFor(String name) {
		return name.endsWith("_bytes") ? sizes() : LATENCY.clone();
	}

	private static double[] sizes() {
		double[] bounds = new double[SIZES];
		bounds[0] = SMALLEST_SIZE;
		for (int i = 1; i < SIZES; i++) {
			bounds[i] = bounds[i - 1] * SIZE_FACTOR;
		}
		return bounds;
	}

	/**
	 * Checks bounds that somebody gave.
	 * @param owner what they are of: a property, or a metric's name
	 * @param bounds the upper bounds
	 * @return a copy
	 * @throws MetricDefinitionException if they are not finite numbers that rise
	 */
	public static double[] requireRising(String owner, double... bounds) {
		for (int i = 0; i < bounds.length; i++) {
			if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
				throw new MetricDefinitionException(
						"The buckets of %s are %s, which are not finite numbers that rise".formatted(owner,
								Arrays.toString(bounds)),
						"List the upper bounds from the smallest to the largest, each once, without infinity");
			}
		}
		return bounds.clone();
	}

}
