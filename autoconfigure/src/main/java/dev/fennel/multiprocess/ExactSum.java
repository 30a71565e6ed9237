package dev.fennel.multiprocess;

import java.util.Arrays;

/**
 * A sum of numbers that is exact until it is rounded, once: it is the same in whatever
 * order and grouping they are added. If it were not, a counter could fall by its last bit
 * when values are folded, which Prometheus takes for a restart.
 *
 * @see <a href="https://doi.org/10.1007/PL00009321">Shewchuk, Adaptive precision
 * floating-point arithmetic, 1997</a>
 */
final class ExactSum {

	private static final int EXPECTED = 4;

	/** Parts of the sum that have no bit in common, the smallest first. */
	private double[] parts = new double[EXPECTED];

	private int size;

	/** What is not finite, which swallows all else. */
	private double special;

	ExactSum add(double number) {
		if (Double.isNaN(number) || Double.isInfinite(number)) {
			this.special += number;
			return this;
		}
		double rest = number;
		int kept = 0;
		for (int i = 0; i < this.size; i++) {
			double larger = (Math.abs(rest) < Math.abs(this.parts[i])) ? this.parts[i] : rest;
			double smaller = (larger == rest) ? this.parts[i] : rest;
			double sum = larger + smaller;
			double lost = smaller - (sum - larger);
			if (lost != 0) {
				this.parts[kept++] = lost;
			}
			rest = sum;
		}
		keep(kept, rest);
		return this;
	}

	private void keep(int index, double part) {
		if (index == this.parts.length) {
			this.parts = Arrays.copyOf(this.parts, 2 * index);
		}
		this.parts[index] = part;
		this.size = index + 1;
	}

	/**
	 * The sum, rounded to the nearest number.
	 */
	double rounded() {
		if (this.special != 0) {
			return this.special;
		}
		if (this.size == 0) {
			return 0;
		}
		int next = this.size - 1;
		double sum = this.parts[next];
		double lost = 0;
		while (lost == 0 && next > 0) {
			double larger = sum;
			sum = larger + this.parts[--next];
			lost = this.parts[next] - (sum - larger);
		}
		return isHalfway(lost, next) ? roundedAway(sum, lost) : sum;
	}

	/**
	 * Whether what is below what was lost is on the same side, so that a tie is none.
	 */
	private boolean isHalfway(double lost, int below) {
		return below > 0 && Math.signum(lost) == Math.signum(this.parts[below - 1]) && lost != 0;
	}

	private static double roundedAway(double sum, double lost) {
		double twice = 2 * lost;
		double away = sum + twice;
		return (away - sum == twice) ? away : sum;
	}

	/**
	 * The sum, rounded down.
	 */
	double floor() {
		double rounded = rounded();
		return (copy().add(-rounded).rounded() < 0) ? Math.nextDown(rounded) : rounded;
	}

	/**
	 * What is left of the sum without a number, 0 where that is not finite.
	 */
	double without(double number) {
		return (this.special != 0) ? 0 : copy().add(-number).rounded();
	}

	private ExactSum copy() {
		ExactSum copy = new ExactSum();
		copy.parts = this.parts.clone();
		copy.size = this.size;
		copy.special = this.special;
		return copy;
	}

}
