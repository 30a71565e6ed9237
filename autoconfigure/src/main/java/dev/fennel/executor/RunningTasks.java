package dev.fennel.executor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each task that runs was started. A task takes a free slot, at first the one that
 * its thread's id chooses, then any other, and gives it back: there is no lock, no
 * garbage, and hardly ever another thread at the same slot. Where no slot is found, since
 * most are taken, one more segment is added, twice as long as the one before.
 */
final class RunningTasks {

	private static final int FIRST = 128;

	private static final int PROBES = 8;

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	/** So that no start is 0, which is a free slot. */
	private final long origin = System.nanoTime() - 1;

	private volatile AtomicLongArray[] segments = { new AtomicLongArray(FIRST) };

	/**
	 * Adds a task.
	 * @param start when it was started, by {@code System.nanoTime()}
	 * @return where it is, for {@link #remove(int)}
	 */
	int add(long start) {
		long value = Math.max(1, start - this.origin);
		long thread = Thread.currentThread().getId() * GOLDEN;
		while (true) {
			AtomicLongArray[] current = this.segments;
			for (int i = current.length - 1; i >= 0; i--) {
				int slot = claim(current[i], thread, value);
				if (slot >= 0) {
					return FIRST * ((1 << i) - 1) + slot;
				}
			}
			grow(current);
		}
	}

	void remove(int position) {
		int segment = 31 - Integer.numberOfLeadingZeros(position / FIRST + 1);
		this.segments[segment].lazySet(position - FIRST * ((1 << segment) - 1), 0);
	}

	/** How many slots there are. */
	int room() {
		return FIRST * ((1 << this.segments.length) - 1);
	}

	int count() {
		int count = 0;
		for (AtomicLongArray segment : this.segments) {
			for (int i = 0; i < segment.length(); i++) {
				count += (segment.get(i) != 0) ? 1 : 0;
			}
		}
		return count;
	}

	/**
	 * Returns how long the task runs that was started first.
	 * @return nanoseconds, 0 where none runs
	 */
	long oldestAge() {
		long first = Long.MAX_VALUE;
		for (AtomicLongArray segment : this.segments) {
			for (int i = 0; i < segment.length(); i++) {
				long start = segment.get(i);
				first = (start != 0) ? Math.min(first, start) : first;
			}
		}
		return (first != Long.MAX_VALUE) ? Math.max(0, System.nanoTime() - this.origin - first) : 0;
	}

	private static int claim(AtomicLongArray segment, long thread, long value) {
		int mask = segment.length() - 1;
		long hash = thread;
		for (int i = 0; i < PROBES; i++) {
			int slot = (int) (hash >>> 32) & mask;
			if (segment.get(slot) == 0 && segment.compareAndSet(slot, 0, value)) {
				return slot;
			}
			hash = (hash ^ value) * GOLDEN;
		}
		return -1;
	}

	private synchronized void grow(AtomicLongArray[] full) {
		if (this.segments == full) {
			AtomicLongArray[] grown = Arrays.copyOf(full, full.length + 1);
			grown[full.length] = new AtomicLongArray(FIRST << full.length);
			this.segments = grown;
		}
	}

}
