package dev.fennel.executor;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Submits to an executor whose own way to do so is the usual one: to make a future and to
 * execute it. Here the futures are those that tell of their end.
 */
final class PlainPool extends AbstractExecutorService {

	private final Supplier<? extends Executor> executor;

	private final ExecutorSeries series;

	private final boolean mayDiscard;

	private final @Nullable Rejection rejection;

	/**
	 * Creates one.
	 * @param executor gives what executes
	 * @param mayDiscard whether it may drop tasks without a word
	 * @param rejection makes of a rejection what the caller gets, null if it is the same
	 */
	PlainPool(Supplier<? extends Executor> executor, ExecutorSeries series, boolean mayDiscard,
			@Nullable Rejection rejection) {
		this.executor = executor;
		this.series = series;
		this.mayDiscard = mayDiscard;
		this.rejection = rejection;
	}

	@Override
	protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Runnable task, T value) {
		return new MeteredFutureTask<>(task, value, this.series);
	}

	@Override
	protected <T extends @Nullable Object> RunnableFuture<T> newTaskFor(Callable<T> task) {
		return new MeteredFutureTask<>(task, this.series);
	}

	@Override
	public void execute(Runnable task) {
		Executor current = this.executor.get();
		handsOver(task);
		try {
			current.execute(task);
		}
		catch (RejectedExecutionException ex) {
			if (task instanceof MeteredFutureTask<?> future) {
				future.meter().rejected();
				throw (this.rejection != null) ? this.rejection.of(current, future.task(), ex) : ex;
			}
			rejectedUnseen();
			throw ex;
		}
		catch (Throwable ex) {
			if (task instanceof MeteredFutureTask<?> future) {
				future.meter().rejected();
			}
			throw ex;
		}
		finally {
			handsOver(null);
		}
	}

	private void handsOver(@Nullable Runnable task) {
		if (this.mayDiscard) {
			DiscardedTasks.handsOver((task instanceof MeteredFutureTask<?> future) ? future.meter() : null);
		}
	}

	/** One that {@code invokeAny} has put into a future of its own. */
	private void rejectedUnseen() {
		this.series.waits(-1);
		this.series.count(TaskOutcome.REJECTED);
	}

	@Override
	public void shutdown() {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<Runnable> shutdownNow() {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean isShutdown() {
		return false;
	}

	@Override
	public boolean isTerminated() {
		return false;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return false;
	}

	/**
	 * Says which exception the caller gets.
	 */
	interface Rejection {

		RejectedExecutionException of(Executor executor, Object task, RejectedExecutionException cause);

	}

}
