package dev.fennel.executor;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * A task with a result, for which the executor makes the future.
 *
 * @param <V> the type of the result
 */
final class MeteredCallable<V extends @Nullable Object> extends TaskMeter implements Callable<V> {

	private final Callable<V> task;

	MeteredCallable(Callable<V> task, ExecutorSeries series, boolean dueAtOnce) {
		super(series, dueAtOnce);
		this.task = task;
	}

	@Override
	public V call() throws Exception {
		if (!started()) {
			return this.task.call();
		}
		boolean failed = true;
		try {
			V result = this.task.call();
			failed = false;
			return result;
		}
		finally {
			ended(failed);
		}
	}

	@Override
	public String toString() {
		return this.task.toString();
	}

}
