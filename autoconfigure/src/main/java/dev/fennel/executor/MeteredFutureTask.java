package dev.fennel.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/**
 * A submitted task and its future in one, as thread pools make them, that hears of its
 * being cancelled by whomever.
 *
 * @param <V> the type of the result
 */
final class MeteredFutureTask<V extends @Nullable Object> extends FutureTask<V> {

	/** Null once it is done, so that its future does not keep it. */
	private @Nullable Object task;

	private final TaskMeter meter;

	/** Read by the thread that runs it. */
	private boolean failed;

	MeteredFutureTask(Runnable task, V result, ExecutorSeries series) {
		super(task, result);
		this.task = task;
		this.meter = new Meter(series);
	}

	MeteredFutureTask(Callable<V> task, ExecutorSeries series) {
		super(task);
		this.task = task;
		this.meter = new Meter(series);
	}

	/** The task, or what stands for it. */
	Object task() {
		Object known = this.task;
		return (known != null) ? known : this;
	}

	TaskMeter meter() {
		return this.meter;
	}

	@Override
	public void run() {
		if (!this.meter.started()) {
			super.run();
			return;
		}
		this.meter.follow(this);
		try {
			super.run();
		}
		finally {
			this.meter.ended(this.failed);
		}
	}

	@Override
	protected void setException(Throwable error) {
		this.failed = true;
		super.setException(error);
	}

	@Override
	protected void done() {
		this.task = null;
		if (isCancelled()) {
			this.meter.cancelled();
		}
	}

	/** As that of any other in messages about it. */
	@Override
	public String toString() {
		return FutureTask.class.getName() + super.toString().substring(getClass().getName().length());
	}

	/**
	 * The measuring of it.
	 */
	private static final class Meter extends TaskMeter {

		Meter(ExecutorSeries series) {
			super(series, true);
		}

	}

}
