package dev.fennel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Counts and the sum of what was counted, in one array as long as threads seldom meet,
 * which is all that most series ever take. Where they meet again and again, more arrays
 * are added, among which threads are spread by their ids. Nothing is ever moved, so
 * nothing can be lost, and a reader that adds up all arrays sees no number fall.
 */
abstract class StripedCells {

	private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

	private static final VarHandle STRIPES = stripesHandle();

	private static final int MAX_STRIPES = 8;

	private static final int CACHE_LINE = 64 / Long.BYTES;

	/** Failures in a row that tell threads which meet all the time from a chance. */
	private static final int PATIENCE = 3;

	/**
	 * Of so many failures about one adds arrays: those who meet often meet that often.
	 */
	private static final int SELDOM = 64;

	private final long[] cells;

	private volatile long @Nullable [][] stripes;

	/**
	 * Creates cells that are all 0.
	 * @param counts how many counts there are beside the sum
	 */
	StripedCells(int counts) {
		this.cells = new long[counts + 1];
	}

	/** Counts first: what is in the sum has always been counted. */
	final void record(int count, double value) {
		long[] stripe = stripe();
		CELL.getAndAdd(stripe, stripe.length - this.cells.length + count, 1L);
		for (int failures = 1; !add(stripe, value); failures++) {
			if (failures == PATIENCE || ThreadLocalRandom.current().nextInt(SELDOM) == 0) {
				grow();
				stripe = stripe();
			}
		}
	}

	/**
	 * Reads all cells. What is recorded meanwhile may be counted already and not yet be
	 * in the sum.
	 * @param counts where the counts are put, in the place of what it held
	 * @return the sum
	 */
	public final double read(long[] counts) {
		long[][] others = this.stripes;
		double sum = sum(others);
		for (int i = 0; i < this.cells.length - 1; i++) {
			counts[i] = count(i, others);
		}
		return sum;
	}

	final long count() {
		long[][] others = this.stripes;
		long count = 0;
		for (int i = 0; i < this.cells.length - 1; i++) {
			count += count(i, others);
		}
		return count;
	}

	final double sum() {
		return sum(this.stripes);
	}

	final int stripes() {
		long[][] others = this.stripes;
		return (others != null) ? others.length : 0;
	}

	private long[] stripe() {
		long[][] others = this.stripes;
		return (others != null) ? others[(int) Thread.currentThread().getId() & (others.length - 1)] : this.cells;
	}

	/** Adds to the sum, unless another thread does at the same time. */
	boolean add(long[] stripe, double value) {
		int sum = stripe.length - 1;
		long before = (long) CELL.getVolatile(stripe, sum);
		long after = Double.doubleToRawLongBits(Double.longBitsToDouble(before) + value);
		return CELL.compareAndSet(stripe, sum, before, after);
	}

	private long count(int index, long @Nullable [][] others) {
		long count = (long) CELL.getVolatile(this.cells, index);
		if (others != null) {
			for (long[] stripe : others) {
				count += (long) CELL.getVolatile(stripe, stripe.length - this.cells.length + index);
			}
		}
		return count;
	}

	private double sum(long @Nullable [][] others) {
		double sum = sum(this.cells);
		if (others != null) {
			for (long[] stripe : others) {
				sum += sum(stripe);
			}
		}
		return sum;
	}

	private static double sum(long[] stripe) {
		return Double.longBitsToDouble((long) CELL.getVolatile(stripe, stripe.length - 1));
	}

	final void grow() {
		long[][] before = this.stripes;
		int length = (before != null) ? before.length : 0;
		if (length < MAX_STRIPES) {
			long[][] grown = new long[Math.max(2, 2 * length)][];
			for (int i = 0; i < grown.length; i++) {
				grown[i] = (before != null && i < length) ? before[i] : new long[CACHE_LINE + this.cells.length];
			}
			STRIPES.compareAndSet(this, before, grown);
		}
	}

	private static VarHandle stripesHandle() {
		try {
			return MethodHandles.lookup().findVarHandle(StripedCells.class, "stripes", long[][].class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

}
