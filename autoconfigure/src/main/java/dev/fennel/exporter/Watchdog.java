package dev.fennel.exporter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections whose clients take too long: a thread that is stuck in a socket
 * comes back when the socket is closed, and by nothing else that bounds a whole request
 * rather than a single byte.
 */
final class Watchdog {

	/** Longer than most intervals between two scrapes. */
	private static final Duration IDLE = Duration.ofMinutes(2);

	private final ScheduledThreadPoolExecutor executor;

	private final Duration timeout;

	Watchdog(Duration timeout, ThreadFactory threads) {
		this.timeout = timeout;
		this.executor = new ScheduledThreadPoolExecutor(1, threads);
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.executor.prestartCoreThread();
	}

	/**
	 * Runs an action when a phase has lasted too long.
	 */
	Future<?> after(Patience.Phase phase, Runnable action) {
		return after((phase == Patience.Phase.IDLE) ? IDLE : this.timeout, action);
	}

	Future<?> after(Duration wait, Runnable action) {
		try {
			return this.executor.schedule(action, wait.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The server has stopped, and nobody would close what is still open
			action.run();
			return CompletableFuture.completedFuture(null);
		}
	}

	void stop() {
		this.executor.shutdownNow();
	}

}
