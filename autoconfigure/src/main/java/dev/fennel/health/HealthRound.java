package dev.fennel.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * All checks side by side, once, for all who ask meanwhile.
 */
final class HealthRound {

	private final CompletableFuture<List<CheckResult>> results = new CompletableFuture<>();

	private volatile long end;

	void end(List<CheckResult> results) {
		this.end = System.nanoTime();
		this.results.complete(results);
	}

	boolean isOlderThan(Duration age) {
		return this.results.isDone() && System.nanoTime() - this.end >= age.toNanos();
	}

	/**
	 * The results, null if there are none in time.
	 */
	@Nullable List<CheckResult> await(Duration patience) {
		try {
			return this.results.get(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
