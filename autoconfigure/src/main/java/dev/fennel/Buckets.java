package dev.fennel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The bounds of histogram buckets.
 *
 * @since 0.1.0
 */
public final class Buckets {

	private static final double[] LATENCY = { .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10 };

	private static final int SIZE_FACTOR = 4;

	private static final int SMALLEST_SIZE = 3;

	private static final int SIZES = 13;

	private static final int MAX_EXPONENT = 1000;

	private Buckets() {
	}

	/**
	 * The latency bounds in seconds, or powers of 4 from 64 bytes to 1 GiB.
	 */
	static double[] defaultsFor(String name) {
		return name.endsWith("_bytes") ? powersOf(SIZE_FACTOR, SIZES, SMALLEST_SIZE, false) : LATENCY.clone();
	}

	/**
	 * Returns bounds that are equally far from each other, as Go's client makes them, but
	 * computed in decimals: three from 0.1 with the width 0.1 are 0.1, 0.2 and 0.3.
	 * @param start the first bound
	 * @param width how far each is from the one before, positive
	 * @param count how many, at least one; infinity is not among them
	 * @return the bounds
	 * @throws MetricDefinitionException if there are no such bounds
	 */
	public static double[] linear(double start, double width, int count) {
		String what = "Linear buckets with the start %s, the width %s and the count %d".formatted(start, width, count);
		require(Double.isFinite(start) && Double.isFinite(width) && width > 0 && count > 0, what,
				"Give a positive width and a positive count");
		return rising(what, count,
				(i) -> BigDecimal.valueOf(start).add(BigDecimal.valueOf(width).multiply(BigDecimal.valueOf(i))));
	}

	/**
	 * Returns bounds of which each is a multiple of the one before, as Go's client makes
	 * them, but computed in decimals.
	 * @param start the first bound, positive
	 * @param factor what each is multiplied with, greater than 1
	 * @param count how many, at least one; infinity is not among them
	 * @return the bounds
	 * @throws MetricDefinitionException if there are no such bounds
	 */
	public static double[] exponential(double start, double factor, int count) {
		String what = "Exponential buckets with the start %s, the factor %s and the count %d".formatted(start, factor,
				count);
		require(Double.isFinite(start) && start > 0 && Double.isFinite(factor) && factor > 1 && count > 0, what,
				"Give a positive start, a factor greater than 1 and a positive count");
		return rising(what, count, (i) -> BigDecimal.valueOf(start).multiply(power(factor, i)));
	}

	/**
	 * Returns powers of a number, and 0 before them if asked for.
	 * @param base the number, greater than 1
	 * @param count how many powers, at least one; neither 0 nor infinity is among them
	 * @param lower the first exponent, which may be negative
	 * @param includeZero whether 0 is one bound more, before the others
	 * @return the bounds
	 * @throws MetricDefinitionException if there are no such bounds
	 */
	public static double[] powersOf(double base, int count, int lower, boolean includeZero) {
		String what = "Buckets of %d powers of %s from the exponent %d on".formatted(count, base, lower);
		require(Double.isFinite(base) && base > 1 && count > 0 && Math.abs((long) lower) <= MAX_EXPONENT, what,
				"Give a base greater than 1, a positive count and an exponent from -%1$d to %1$d"
					.formatted(MAX_EXPONENT));
		int zeros = includeZero ? 1 : 0;
		return rising(what, zeros + count, (i) -> (i < zeros) ? BigDecimal.ZERO : power(base, lower + i - zeros));
	}

	private static BigDecimal power(double base, int exponent) {
		return BigDecimal.valueOf(base).pow(exponent, MathContext.DECIMAL128);
	}

	private static double[] rising(String what, int count, IntFunction<BigDecimal> bound) {
		double[] bounds = IntStream.range(0, count).mapToObj(bound).mapToDouble(BigDecimal::doubleValue).toArray();
		require(isRising(bounds), what, "Give numbers of which bounds come that are finite and not equal");
		return bounds;
	}

	private static void require(boolean possible, String what, String action) {
		if (!possible) {
			throw new MetricDefinitionException(what + " are not finite numbers that rise", action);
		}
	}

	/**
	 * Checks bounds that somebody gave.
	 * @param owner what they are of: a property, or a metric's name
	 * @param bounds the upper bounds
	 * @return a copy
	 * @throws MetricDefinitionException if they are not finite numbers that rise
	 */
	public static double[] requireRising(String owner, double... bounds) {
		if (!isRising(bounds)) {
			throw new MetricDefinitionException(
					"The buckets of %s are %s, which are not finite numbers that rise".formatted(owner,
							Arrays.toString(bounds)),
					"List the upper bounds from the smallest to the largest, each once, without infinity");
		}
		return bounds.clone();
	}

	private static boolean isRising(double[] bounds) {
		for (int i = 0; i < bounds.length; i++) {
			if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
				return false;
			}
		}
		return true;
	}

}
