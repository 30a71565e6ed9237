package dev.fennel.exporter;

import java.time.Duration;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * How long a connection may still wait for its client.
 */
final class Patience {

	/** What a connection does. */
	enum Phase {

		/** A request has begun, or should have. */
		RECEIVING,

		/** The response is made, which is not for the client to hold up. */
		WORKING,

		/** The response is sent. */
		SENDING,

		/** The client may send another request, or not. */
		IDLE,

		/** The last response is sent, and the client should hang up. */
		ENDING

	}

	private final Watchdog watchdog;

	private final Runnable cutOff;

	private volatile State state = new State(Phase.WORKING, System.nanoTime());

	private @Nullable Future<?> end;

	Patience(Watchdog watchdog, Runnable cutOff) {
		this.watchdog = watchdog;
		this.cutOff = cutOff;
	}

	void enter(Phase phase) {
		leave();
		this.state = new State(phase, System.nanoTime());
		if (phase != Phase.WORKING) {
			this.end = this.watchdog.after(phase, this.cutOff);
		}
	}

	/**
	 * Ends the wait.
	 */
	void leave() {
		Future<?> current = this.end;
		if (current != null) {
			current.cancel(false);
			this.end = null;
		}
	}

	State state() {
		return this.state;
	}

	/**
	 * What a connection does, and since when.
	 *
	 * @param phase what
	 * @param since since when, as by {@link System#nanoTime()}
	 */
	record State(Phase phase, long since) {

		Duration lasts() {
			return Duration.ofNanos(System.nanoTime() - this.since);
		}

	}

}
