package dev.fennel.executor;

import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that a thread pool drops without a word. The two policies of the JDK that do so
 * are replaced by classes that extend them; another is the application's own matter.
 */
final class DiscardedTasks {

	/** Of the JDK's types alone, since threads outlive applications. */
	private static final ThreadLocal<@Nullable Object[]> HANDED_OVER = ThreadLocal
		.withInitial(() -> new @Nullable Object[1]);

	private DiscardedTasks() {
	}

	/**
	 * Has the tasks counted that an executor drops.
	 * @return whether it may drop some
	 */
	static boolean count(Object executor) {
		if (!(Pools.behind(executor) instanceof ThreadPoolExecutor pool)) {
			return false;
		}
		RejectedExecutionHandler policy = pool.getRejectedExecutionHandler();
		if (policy.getClass() == ThreadPoolExecutor.DiscardPolicy.class) {
			pool.setRejectedExecutionHandler(new Discard());
		}
		else if (policy.getClass() == ThreadPoolExecutor.DiscardOldestPolicy.class) {
			pool.setRejectedExecutionHandler(new DiscardOldest());
		}
		return pool.getRejectedExecutionHandler() instanceof Counting;
	}

	/**
	 * Says which task this thread hands over, since on its way to the pool others may put
	 * theirs around it.
	 * @param meter that of the task, null when it was handed over
	 */
	static void handsOver(@Nullable TaskMeter meter) {
		HANDED_OVER.get()[0] = meter;
	}

	private static void rejected(Runnable task, boolean handedOver) {
		if (task instanceof MeteredRunnable metered) {
			metered.rejected();
		}
		else if (task instanceof MeteredFutureTask<?> future) {
			future.meter().rejected();
		}
		else if (handedOver && HANDED_OVER.get()[0] instanceof TaskMeter meter) {
			meter.rejected();
		}
	}

	/**
	 * A policy of which the dropped tasks are counted.
	 */
	private interface Counting {

	}

	/**
	 * Drops the task itself.
	 */
	private static final class Discard extends ThreadPoolExecutor.DiscardPolicy implements Counting {

		@Override
		public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
			rejected(task, true);
		}

	}

	/**
	 * Drops the task that waits longest.
	 */
	private static final class DiscardOldest extends ThreadPoolExecutor.DiscardOldestPolicy implements Counting {

		@Override
		public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
			if (pool.isShutdown()) {
				rejected(task, true);
				return;
			}
			Runnable oldest = pool.getQueue().poll();
			if (oldest != null) {
				rejected(oldest, false);
			}
			pool.execute(task);
		}

	}

}
