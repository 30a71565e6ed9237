package dev.fennel.exposition;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How much memory the lines of all formats may take together.
 */
final class LineBudget {

	private final long limit;

	private final LongSupplier clock;

	private final List<LineCache> caches = new CopyOnWriteArrayList<>();

	private final AtomicLong taken = new AtomicLong();

	/**
	 * Creates a budget.
	 * @param limit bytes
	 */
	LineBudget(long limit) {
		this(limit, System::nanoTime);
	}

	LineBudget(long limit, LongSupplier clock) {
		this.limit = limit;
		this.clock = clock;
	}

	/**
	 * Lets a cache forget what no page of any format has needed for long.
	 */
	void share(LineCache cache) {
		this.caches.add(cache);
	}

	void forgetUnused() {
		this.caches.forEach(LineCache::forgetUnused);
	}

	long now() {
		return this.clock.getAsLong();
	}

	/**
	 * Takes more.
	 * @param bytes how much, or, where less is needed than before, the negative
	 * @return whether that is within the limit
	 */
	boolean take(long bytes) {
		long before;
		do {
			before = this.taken.get();
			if (bytes > 0 && before + bytes > this.limit) {
				return false;
			}
		}
		while (!this.taken.compareAndSet(before, before + bytes));
		return true;
	}

	/**
	 * Returns how much is left.
	 * @return bytes
	 */
	long room() {
		return this.limit - this.taken.get();
	}

	long taken() {
		return this.taken.get();
	}

}
