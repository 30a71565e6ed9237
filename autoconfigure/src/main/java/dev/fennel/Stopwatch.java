package dev.fennel;

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Measures how long a block takes, where that is easier to say at its end: which observer
 * gets the duration, with which labels, may be chosen until the stopwatch is closed.
 * Meant for a try-with-resources statement, in which a block that throws is measured too.
 * <p>
 * A stopwatch belongs to one thread, or is handed on as any object without
 * synchronization.
 *
 * @since 0.1.0
 */
public final class Stopwatch implements AutoCloseable {

	private static final double NANOS_PER_SECOND = 1e9;

	private final LongSupplier clock;

	private final long start;

	private long end;

	private boolean stopped;

	private boolean closed;

	private @Nullable Observer observer;

	Stopwatch(LongSupplier clock, @Nullable Observer observer) {
		this.clock = clock;
		this.observer = observer;
		this.start = clock.getAsLong();
	}

	/**
	 * Starts a stopwatch that tells nobody, unless an observer is chosen later.
	 * @return the stopwatch, running
	 */
	public static Stopwatch start() {
		return new Stopwatch(System::nanoTime, null);
	}

	/**
	 * Starts a stopwatch.
	 * @param observer what gets the duration in seconds, unless another is chosen later:
	 * {@code histogram::observe}, {@code summary::observe}, {@code gauge::set}
	 * @return the stopwatch, running
	 */
	public static Stopwatch start(Observer observer) {
		return new Stopwatch(System::nanoTime, observer);
	}

	/**
	 * Chooses what gets the duration, in place of what was chosen before. Has no effect
	 * once the stopwatch is closed.
	 * @param observer what gets the duration in seconds
	 * @return this
	 */
	public Stopwatch observer(Observer observer) {
		this.observer = observer;
		return this;
	}

	/**
	 * Stops the clock, at the first call; the observer hears of the duration when the
	 * stopwatch is closed.
	 * @return the duration in seconds
	 */
	public double stop() {
		if (!this.stopped) {
			this.end = this.clock.getAsLong();
			this.stopped = true;
		}
		return seconds();
	}

	/**
	 * Returns the time since the start, or the duration once the clock is stopped.
	 * @return seconds, never negative
	 */
	public double seconds() {
		long now = this.stopped ? this.end : this.clock.getAsLong();
		return Math.max(0, now - this.start) / NANOS_PER_SECOND;
	}

	/**
	 * Stops the clock if it is running and gives the duration to the observer if there is
	 * one, once however often it is called. An observer that throws is logged and harms
	 * nothing.
	 */
	@Override
	public void close() {
		double seconds = stop();
		Observer chosen = this.observer;
		if (chosen != null && !this.closed) {
			Harmless.run("observe a duration", chosen, () -> chosen.observe(seconds));
		}
		this.closed = true;
	}

}
