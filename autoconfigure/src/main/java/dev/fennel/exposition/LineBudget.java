package dev.fennel.exposition;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the lines of all formats may take together.
 */
final class LineBudget {

	private final long limit;

	private final AtomicLong taken = new AtomicLong();

	private final AtomicLong returned = new AtomicLong();

	/**
	 * Creates a budget.
	 * @param limit bytes
	 */
	LineBudget(long limit) {
		this.limit = limit;
	}

	/**
	 * Takes more.
	 * @param bytes how much, or, where less is needed than before, the negative
	 * @return whether that is within the limit
	 */
	boolean take(long bytes) {
		if (this.taken.addAndGet(bytes) > this.limit && bytes > 0) {
			this.taken.addAndGet(-bytes);
			return false;
		}
		if (bytes < 0) {
			this.returned.incrementAndGet();
		}
		return true;
	}

	/**
	 * Returns how often something was given back.
	 * @return a count that only grows
	 */
	long returned() {
		return this.returned.get();
	}

	long taken() {
		return this.taken.get();
	}

}
