package dev.fennel.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.fennel.ErrorNames;
import org.jspecify.annotations.Nullable;

/**
 * One run of a check, which may outlast the request that has begun it.
 */
final class CheckRun implements Runnable {

	private static final String CUT_OFF = TimeoutException.class.getSimpleName();

	private final HealthCheck check;

	private final CompletableFuture<CheckResult> result = new CompletableFuture<>();

	private final long begin = System.nanoTime();

	CheckRun(HealthCheck check) {
		this.check = check;
	}

	void start(Executor executor) {
		try {
			executor.execute(this);
		}
		catch (Throwable ex) {
			end(this.begin, HealthCheck.DOWN, ex);
		}
	}

	@Override
	public void run() {
		long start = System.nanoTime();
		try {
			end(start, this.check.status().call(), null);
		}
		catch (Throwable ex) {
			end(start, HealthCheck.DOWN, ex);
		}
	}

	private void end(long start, String status, @Nullable Throwable failure) {
		this.result.complete(new CheckResult(this.check.name(), status, System.nanoTime() - start,
				(failure != null) ? ErrorNames.of(ErrorNames.cause(failure)) : null));
	}

	boolean isOver() {
		return this.result.isDone();
	}

	/**
	 * The result, or that there was none in time, which is counted from when the check
	 * was to begin: one for which no thread is free is cut off too.
	 */
	CompletableFuture<CheckResult> within(long timeoutNanos) {
		long left = timeoutNanos - (System.nanoTime() - this.begin);
		if (left <= 0 && !isOver()) {
			return CompletableFuture.completedFuture(cutOff());
		}
		return this.result.copy().orTimeout(Math.max(1, left), TimeUnit.NANOSECONDS).exceptionally((ex) -> cutOff());
	}

	private CheckResult cutOff() {
		return new CheckResult(this.check.name(), HealthCheck.DOWN, System.nanoTime() - this.begin, CUT_OFF);
	}

}
