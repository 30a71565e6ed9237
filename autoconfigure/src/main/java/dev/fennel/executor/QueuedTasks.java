package dev.fennel.executor;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

import org.jspecify.annotations.Nullable;

/**
 * Takes tasks out of a queue, as what the application has handed over.
 */
final class QueuedTasks {

	private static final List<Class<?>> INDIFFERENT = List.of(ArrayBlockingQueue.class, LinkedBlockingDeque.class,
			LinkedBlockingQueue.class, LinkedTransferQueue.class, SynchronousQueue.class);

	private final Object target;

	QueuedTasks(Object target) {
		this.target = target;
	}

	/** Whether a queue may ask tasks for more than their being tasks. */
	static boolean areLookedAt(BlockingQueue<Runnable> queue) {
		boolean schedulers = queue.getClass().getName().startsWith("java.util.concurrent.ScheduledThreadPoolExecutor");
		return !schedulers && INDIFFERENT.stream().noneMatch((type) -> type.isInstance(queue));
	}

	/** Stops the executor. What it gives back is up to the application. */
	Object shutdownNow() {
		if (this.target instanceof ExecutorService service) {
			List<Runnable> tasks = new ArrayList<>();
			service.shutdownNow().forEach((task) -> tasks.add(dropped(task)));
			return tasks;
		}
		return MeteredExecutor.NOT_ANSWERED;
	}

	/** Hears of the cancelled ones that leave the queue. */
	Object purge() {
		if (this.target instanceof ThreadPoolExecutor pool) {
			pool.getQueue().forEach((task) -> {
				if (task instanceof MeteredRunnable metered && task instanceof Future<?> future
						&& future.isCancelled()) {
					metered.cancelled();
				}
			});
		}
		return MeteredExecutor.NOT_ANSWERED;
	}

	/** Removes a task, which by then is known to the queue as another object. */
	Object remove(Method method, @Nullable Object[] arguments) {
		if (!(this.target instanceof ThreadPoolExecutor pool) || !(arguments[0] instanceof Runnable task)
				|| method.getParameterTypes()[0] != Runnable.class) {
			return MeteredExecutor.NOT_ANSWERED;
		}
		if (pool.remove(TaskFutures.original(task))) {
			dropped(task);
			return true;
		}
		Wanted wanted = new Wanted(task);
		return pool.remove(wanted) && wanted.isFound();
	}

	private static Runnable dropped(Runnable task) {
		if (task instanceof MeteredRunnable metered) {
			metered.cancelled();
			return metered.task();
		}
		if (task instanceof MeteredFutureTask<?> future) {
			future.meter().cancelled();
		}
		TaskFutures.removed(task);
		return task;
	}

	/**
	 * Equals what measures a task: queues ask what is looked for.
	 */
	private static final class Wanted implements Runnable {

		private final Runnable task;

		private boolean found;

		Wanted(Runnable task) {
			this.task = task;
		}

		boolean isFound() {
			return this.found;
		}

		@Override
		public void run() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			if (!this.found && other instanceof MeteredRunnable metered && this.task.equals(metered.task())) {
				this.found = true;
				metered.cancelled();
			}
			return this.found;
		}

		@Override
		public int hashCode() {
			return this.task.hashCode();
		}

	}

}
