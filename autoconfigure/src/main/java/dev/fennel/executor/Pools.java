package dev.fennel.executor;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * What executors tell of their threads and queues, null where there is nothing true to
 * tell.
 */
final class Pools {

	private Pools() {
	}

	/** Whether its queue tells of those that wait, so that they need not be counted. */
	static boolean haveQueue(Object executor) {
		return executor instanceof ThreadPoolTaskExecutor || executor instanceof ThreadPoolTaskScheduler
				|| executor instanceof ThreadPoolExecutor || executor instanceof ForkJoinPool;
	}

	/** Whether it is known to run tasks in this process. */
	static boolean areLocal(Object executor) {
		String type = executor.getClass().getName();
		return haveQueue(executor) || executor instanceof SimpleAsyncTaskExecutor || type.startsWith("java.")
				|| type.startsWith("org.springframework.");
	}

	static @Nullable Number queued(Object executor) {
		if (executor instanceof ForkJoinPool pool) {
			return pool.isTerminated() ? null : pool.getQueuedSubmissionCount() + pool.getQueuedTaskCount();
		}
		ThreadPoolExecutor pool = live(executor);
		return (pool != null) ? pool.getQueue().size() : null;
	}

	static @Nullable Number threads(Object executor) {
		if (executor instanceof ForkJoinPool pool) {
			return pool.isTerminated() ? null : pool.getPoolSize();
		}
		ThreadPoolExecutor pool = live(executor);
		return (pool != null) ? pool.getPoolSize() : null;
	}

	/** A scheduler never has more threads than its core, whatever it says. */
	static @Nullable Number maxThreads(Object executor) {
		if (executor instanceof ForkJoinPool pool) {
			return pool.isTerminated() ? null : pool.getParallelism();
		}
		if (executor instanceof SimpleAsyncTaskExecutor simple) {
			return simple.isThrottleActive() ? simple.getConcurrencyLimit() : null;
		}
		ThreadPoolExecutor pool = live(executor);
		if (pool == null) {
			return null;
		}
		int max = (pool instanceof ScheduledThreadPoolExecutor) ? pool.getCorePoolSize() : pool.getMaximumPoolSize();
		return (max != Integer.MAX_VALUE) ? max : null;
	}

	private static @Nullable ThreadPoolExecutor live(Object executor) {
		ThreadPoolExecutor pool = threadPool(executor);
		return (pool != null && !pool.isTerminated()) ? pool : null;
	}

	/** What runs the tasks in the end, as far as that can be told. */
	static Object behind(Object executor) {
		if (executor instanceof ConcurrentTaskExecutor adapter) {
			return behind(adapter.getConcurrentExecutor());
		}
		ThreadPoolExecutor pool = threadPool(executor);
		return (pool != null) ? pool : executor;
	}

	/**
	 * The thread pool that an executor is or has.
	 * @return null if there is none, or none yet
	 */
	static @Nullable ThreadPoolExecutor threadPool(Object executor) {
		try {
			if (executor instanceof ThreadPoolTaskExecutor pool) {
				return pool.getThreadPoolExecutor();
			}
			if (executor instanceof ThreadPoolTaskScheduler scheduler) {
				return scheduler.getScheduledThreadPoolExecutor();
			}
			return (executor instanceof ThreadPoolExecutor pool) ? pool : null;
		}
		catch (IllegalStateException ex) {
			return null;
		}
	}

}
