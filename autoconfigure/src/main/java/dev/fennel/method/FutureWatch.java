package dev.fennel.method;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.fennel.Failures;

/**
 * Looks once a second whether futures are done, as long as there are any.
 */
final class FutureWatch implements AutoCloseable {

	private static final int MAX_WATCHED = 100_000;

	private static final long IDLE_SECONDS = 10;

	private final Failures failures;

	private final Queue<BooleanSupplier> watched = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final ScheduledThreadPoolExecutor looks = new ScheduledThreadPoolExecutor(1, FutureWatch::thread);

	FutureWatch(Failures failures) {
		this.failures = failures;
		this.looks.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		this.looks.allowCoreThreadTimeOut(true);
		this.looks.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
	}

	/**
	 * Watches a future until it is done.
	 * @param endIfDone ends the call if the future is done, and says whether it is
	 * @param call what is ended at once where too many futures are never done
	 */
	void add(BooleanSupplier endIfDone, MethodCall call) {
		if (this.size.incrementAndGet() > MAX_WATCHED) {
			this.size.decrementAndGet();
			this.failures.record("watch more than " + MAX_WATCHED + " futures that are not done",
					new IllegalStateException("Too many futures"));
			call.leave();
			return;
		}
		this.watched.add(endIfDone);
		schedule();
		if (this.looks.isShutdown()) {
			this.watched.clear();
		}
	}

	/** Looks no more: nobody reads how what is not done by now ends. */
	@Override
	public void close() {
		this.looks.shutdownNow();
		this.watched.clear();
	}

	private void look() {
		this.scheduled.set(false);
		this.watched.removeIf((endIfDone) -> {
			boolean done = isDone(endIfDone);
			if (done) {
				this.size.decrementAndGet();
			}
			return done;
		});
		if (!this.watched.isEmpty()) {
			schedule();
		}
	}

	private boolean isDone(BooleanSupplier endIfDone) {
		try {
			return endIfDone.getAsBoolean();
		}
		catch (Throwable ex) {
			this.failures.record("look whether a future is done", ex);
			return true;
		}
	}

	private void schedule() {
		if (this.scheduled.compareAndSet(false, true)) {
			ScheduledFuture<?> unused = this.looks.schedule(this::look, 1, TimeUnit.SECONDS);
		}
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "fennel-futures");
		thread.setDaemon(true);
		return thread;
	}

}
