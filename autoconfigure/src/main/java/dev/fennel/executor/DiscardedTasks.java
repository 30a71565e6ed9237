package dev.fennel.executor;

import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Tasks that a thread pool drops without a word. The two policies of the JDK that do so
 * are replaced by classes that extend them; another is the application's own matter.
 */
final class DiscardedTasks {

	private DiscardedTasks() {
	}

	/** Has the tasks counted that an executor drops. */
	static void count(Object executor) {
		ThreadPoolExecutor pool = Pools.threadPool(executor);
		if (pool == null) {
			return;
		}
		RejectedExecutionHandler policy = pool.getRejectedExecutionHandler();
		if (policy.getClass() == ThreadPoolExecutor.DiscardPolicy.class) {
			pool.setRejectedExecutionHandler(new Discard());
		}
		else if (policy.getClass() == ThreadPoolExecutor.DiscardOldestPolicy.class) {
			pool.setRejectedExecutionHandler(new DiscardOldest());
		}
	}

	private static void rejected(Runnable task) {
		if (task instanceof MeteredRunnable metered) {
			metered.rejected();
		}
		else if (task instanceof MeteredFutureTask<?> future) {
			future.meter().rejected();
		}
	}

	/**
	 * Drops the task itself.
	 */
	private static final class Discard extends ThreadPoolExecutor.DiscardPolicy {

		@Override
		public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
			rejected(task);
		}

	}

	/**
	 * Drops the task that waits longest.
	 */
	private static final class DiscardOldest extends ThreadPoolExecutor.DiscardOldestPolicy {

		@Override
		public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
			if (pool.isShutdown()) {
				rejected(task);
				return;
			}
			Runnable oldest = pool.getQueue().poll();
			if (oldest != null) {
				rejected(oldest);
			}
			pool.execute(task);
		}

	}

}
