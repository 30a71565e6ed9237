package dev.fennel.executor;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.SchedulingAwareRunnable;

/**
 * A task that is handed over as it is, without a future, or one for which the executor
 * makes the future.
 */
abstract class MeteredRunnable extends TaskMeter implements Runnable {

	private final Runnable task;

	private MeteredRunnable(Runnable task, ExecutorSeries series, boolean dueAtOnce) {
		super(series, dueAtOnce);
		this.task = task;
		if (task instanceof Future<?> future) {
			follow(future);
		}
	}

	/**
	 * Makes one that is whatever executors and their queues look for in the task.
	 */
	static MeteredRunnable of(Runnable task, ExecutorSeries series, boolean dueAtOnce) {
		if (task instanceof RunnableFuture<?> future) {
			return new FutureRunnable<>(future, series, dueAtOnce);
		}
		if (task instanceof Comparable<?>) {
			return new ComparableTask(task, series, dueAtOnce);
		}
		return (task instanceof SchedulingAwareRunnable aware) ? new SchedulingAwareTask(aware, series, dueAtOnce)
				: new PlainTask(task, series, dueAtOnce);
	}

	final Runnable task() {
		return this.task;
	}

	@Override
	public void run() {
		if (!started()) {
			this.task.run();
			return;
		}
		boolean failed = true;
		try {
			this.task.run();
			failed = hasFailed();
		}
		finally {
			ended(failed);
		}
	}

	/** A future keeps to itself what it ran into. */
	private boolean hasFailed() {
		if (!(this.task instanceof FutureTask<?> future) || !future.isDone() || future.isCancelled()) {
			return false;
		}
		try {
			Object unused = future.get();
			return false;
		}
		catch (Exception ex) {
			return true;
		}
	}

	@Override
	public String toString() {
		return this.task.toString();
	}

	/**
	 * For all who only run it.
	 */
	private static final class PlainTask extends MeteredRunnable {

		PlainTask(Runnable task, ExecutorSeries series, boolean dueAtOnce) {
			super(task, series, dueAtOnce);
		}

	}

	/**
	 * For queues that are sorted.
	 */
	@SuppressWarnings("ComparableType")
	private static final class ComparableTask extends MeteredRunnable implements Comparable<Object> {

		ComparableTask(Runnable task, ExecutorSeries series, boolean dueAtOnce) {
			super(task, series, dueAtOnce);
		}

		@Override
		@SuppressWarnings("unchecked")
		public int compareTo(Object other) {
			return ((Comparable<@Nullable Object>) task())
				.compareTo((other instanceof MeteredRunnable metered) ? metered.task() : other);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this);
		}

	}

	/**
	 * For schedulers that choose a thread by what the task says.
	 */
	private static final class SchedulingAwareTask extends MeteredRunnable implements SchedulingAwareRunnable {

		private final SchedulingAwareRunnable aware;

		SchedulingAwareTask(SchedulingAwareRunnable task, ExecutorSeries series, boolean dueAtOnce) {
			super(task, series, dueAtOnce);
			this.aware = task;
		}

		@Override
		public boolean isLongLived() {
			return this.aware.isLongLived();
		}

		@Override
		public @Nullable String getQualifier() {
			return this.aware.getQualifier();
		}

	}

	/**
	 * For all who look for a future in what is handed over, to cancel it or to learn what
	 * came of it.
	 *
	 * @param <V> the type of the result
	 */
	private static final class FutureRunnable<V extends @Nullable Object> extends MeteredRunnable
			implements RunnableFuture<V> {

		private final RunnableFuture<V> future;

		FutureRunnable(RunnableFuture<V> future, ExecutorSeries series, boolean dueAtOnce) {
			super(future, series, dueAtOnce);
			this.future = future;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			return cancel(this.future, mayInterruptIfRunning);
		}

		@Override
		public boolean isCancelled() {
			return this.future.isCancelled();
		}

		@Override
		public boolean isDone() {
			return this.future.isDone();
		}

		@Override
		public V get() throws InterruptedException, ExecutionException {
			return this.future.get();
		}

		@Override
		public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
			return this.future.get(timeout, unit);
		}

	}

}
