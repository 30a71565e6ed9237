package dev.fennel.exporter;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.fennel.Failures;
import dev.fennel.exporter.Patience.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are served, of which there are only so many at once. Where all places
 * are taken, the client for which the server has waited longest gives way, and of those
 * that wait the newest comes next: many that hang do not keep out one that does not.
 */
final class Connections {

	/** How long a client is waited for at least, whoever else comes. */
	private static final Duration GRACE = Duration.ofMillis(500);

	private static final Duration LOOK = Duration.ofMillis(50);

	private static final int MAX_WAITING = 256;

	private static final Comparator<Connection> LONGEST_IDLE_THEN_SLOWEST = Comparator
		.comparing((Connection connection) -> connection.state().phase() == Phase.IDLE)
		.thenComparing((connection) -> connection.state().lasts());

	private final int places;

	private final Executor executor;

	private final Watchdog watchdog;

	private final Failures failures;

	private final Set<Connection> served = new HashSet<>();

	private final Deque<Connection> waiting = new ArrayDeque<>();

	private @Nullable Future<?> nextLook;

	private boolean closing;

	Connections(int places, Executor executor, Watchdog watchdog, Failures failures) {
		this.places = places;
		this.executor = executor;
		this.watchdog = watchdog;
		this.failures = failures;
	}

	synchronized void add(Connection connection) {
		if (this.closing) {
			connection.cutOff();
			return;
		}
		this.waiting.push(connection);
		if (this.waiting.size() > MAX_WAITING) {
			this.waiting.removeLast().cutOff();
		}
		serveNext();
	}

	private void serveNext() {
		while (!this.waiting.isEmpty() && this.served.size() < this.places) {
			start(this.waiting.pop());
		}
		makeRoom();
	}

	private void start(Connection connection) {
		place(connection);
		try {
			this.executor.execute(() -> serve(connection));
		}
		catch (Throwable ex) {
			this.served.remove(connection);
			connection.cutOff();
			this.failures.record("start a thread for a client of the metrics server", ex);
		}
	}

	private void serve(Connection first) {
		Connection connection = first;
		while (connection != null) {
			connection.run();
			connection = next(connection);
		}
	}

	/**
	 * Whom the thread of one that has ended serves next.
	 */
	private synchronized @Nullable Connection next(Connection ended) {
		this.served.remove(ended);
		Connection next = this.waiting.poll();
		if (next != null) {
			place(next);
		}
		makeRoom();
		notifyAll();
		return next;
	}

	private void place(Connection connection) {
		connection.place();
		this.served.add(connection);
	}

	private void makeRoom() {
		long leaving = this.served.stream().filter(Connection::isCutOff).count();
		if (this.waiting.size() > leaving) {
			slowest().ifPresent(Connection::cutOff);
			lookAgain();
		}
	}

	private Optional<Connection> slowest() {
		return this.served.stream().filter(Connections::mayBeCutOff).max(LONGEST_IDLE_THEN_SLOWEST);
	}

	private static boolean mayBeCutOff(Connection connection) {
		Patience.State state = connection.state();
		boolean slow = state.phase() != Phase.WORKING && state.lasts().compareTo(GRACE) > 0;
		return !connection.isCutOff() && (state.phase() == Phase.IDLE || slow);
	}

	private void lookAgain() {
		if (this.nextLook == null) {
			this.nextLook = this.watchdog.after(LOOK, this::look);
		}
	}

	private synchronized void look() {
		this.nextLook = null;
		serveNext();
	}

	/**
	 * Lets no further request in, and waits for those that are served, for some time at
	 * most.
	 */
	synchronized void close(Duration patience) {
		this.closing = true;
		this.waiting.forEach(Connection::cutOff);
		this.waiting.clear();
		this.served.forEach(Connection::finish);
		long end = System.nanoTime() + patience.toNanos();
		try {
			for (long left = patience.toNanos(); left > 0 && !this.served.isEmpty(); left = end - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.served.forEach(Connection::cutOff);
	}

}
