package dev.fennel;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One call of code of others, from its start on a helper thread until it has returned.
 *
 * @param <T> the type of what it collects
 */
final class GuardedCall<T> implements Runnable {

	private static final double NANOS_PER_SECOND = 1e9;

	private final GuardedCollection<T> collection;

	private final Consumer<GuardedCall<T>> afterwards;

	private volatile long start;

	private volatile boolean started;

	private volatile long end;

	private volatile @Nullable Outcome<T> outcome;

	GuardedCall(GuardedCollection<T> collection, Consumer<GuardedCall<T>> afterwards) {
		this.collection = collection;
		this.afterwards = afterwards;
	}

	@Override
	public void run() {
		this.start = System.nanoTime();
		this.started = true;
		Outcome<T> result;
		try {
			result = new Outcome<>(this.collection.collect(), null);
		}
		catch (Throwable ex) {
			result = new Outcome<>(null, ex);
		}
		this.end = System.nanoTime();
		this.outcome = result;
		this.afterwards.accept(this);
	}

	Object source() {
		return this.collection.source();
	}

	boolean isShared() {
		return this.collection.isShared();
	}

	boolean isDone() {
		return this.outcome != null;
	}

	/**
	 * How it ended, null if it has not.
	 */
	@Nullable Outcome<T> outcome() {
		return this.outcome;
	}

	boolean isRunningLongerThan(long nanos) {
		return this.started && !isDone() && System.nanoTime() - this.start > nanos;
	}

	boolean isStarted() {
		return this.started;
	}

	/**
	 * What it took or has taken so far, where it has started.
	 */
	double seconds() {
		return ((isDone() ? this.end : System.nanoTime()) - this.start) / NANOS_PER_SECOND;
	}

	/**
	 * What a call gave or threw.
	 *
	 * @param <T> the type of what it collects
	 */
	record Outcome<T>(@Nullable T result, @Nullable Throwable failure) {
	}

}
