package dev.fennel.push;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

/**
 * One push: attempts in a thread of its own, until one succeeds, or more are of no use,
 * or time is up. Who waits for it does not wait longer than that, whatever the target
 * does.
 */
final class Push implements Runnable {

	private static final Duration FIRST_RETRY = Duration.ofMillis(200);

	private static final Duration LAST_RETRY = Duration.ofSeconds(5);

	private final PushPlan plan;

	private final Operation operation;

	private final PushedPage page;

	private final Semaphore free;

	private final CompletableFuture<@Nullable Void> result = new CompletableFuture<>();

	private final Thread thread;

	private final long end;

	private volatile @Nullable Exception failure;

	/**
	 * Creates a push.
	 * @param plan how hard it is tried
	 * @param operation what
	 * @param page what of
	 * @param free held as long as the target is busy
	 */
	Push(PushPlan plan, Operation operation, PushedPage page, Semaphore free) {
		this.plan = plan;
		this.operation = operation;
		this.page = page;
		this.free = free;
		this.thread = new Thread(this, "fennel-" + plan.feature());
		this.thread.setDaemon(true);
		this.end = System.nanoTime() + plan.timeout().toNanos();
	}

	Push start() {
		this.thread.start();
		return this;
	}

	/** Gives up. Who waits is told that it failed. */
	void cancel() {
		// First, so that the interruption is not taken for the target's failure
		this.result.cancel(false);
		this.thread.interrupt();
	}

	/**
	 * Waits for the end.
	 * @throws Exception what the last attempt failed with, or that time is up
	 */
	void await() throws Exception {
		try {
			this.result.get(Math.max(this.end - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		catch (TimeoutException ex) {
			cancel();
			Exception last = this.failure;
			throw (last != null) ? last : new IOException(Failures.noAnswerWithin(this.plan.timeout()));
		}
		catch (InterruptedException ex) {
			cancel();
			throw ex;
		}
	}

	@Override
	public void run() {
		try {
			this.free.acquire();
			try {
				attempt();
			}
			finally {
				this.free.release();
			}
			this.result.complete(null);
		}
		catch (Throwable ex) {
			this.result.completeExceptionally(ex);
		}
	}

	private void attempt() throws Exception {
		Duration wait = FIRST_RETRY;
		for (int left = this.plan.retries();; left--) {
			try {
				this.operation.apply(this.plan.target(), this.page);
				return;
			}
			catch (InterruptedException | RefusedPushException ex) {
				throw ex;
			}
			catch (Exception ex) {
				this.failure = ex;
				if (left == 0 || this.result.isDone()) {
					throw ex;
				}
			}
			Thread.sleep(wait.toMillis());
			Duration twice = wait.multipliedBy(2);
			wait = (twice.compareTo(LAST_RETRY) < 0) ? twice : LAST_RETRY;
		}
	}

}
