package dev.fennel.executor;

import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.SchedulingAwareRunnable;

/**
 * A task that runs again and again, each of whose runs counts as one. It always tells
 * what schedulers ask of tasks, which for one that says nothing is the default.
 */
final class PeriodicTask implements SchedulingAwareRunnable {

	private final Runnable task;

	private final ExecutorSeries series;

	private volatile @Nullable Future<?> future;

	PeriodicTask(Runnable task, ExecutorSeries series) {
		this.task = task;
		this.series = series;
	}

	void follow(Future<?> future) {
		this.future = future;
	}

	@Override
	public void run() {
		long start = System.nanoTime();
		int position = this.series.started(0, start);
		boolean failed = true;
		try {
			this.task.run();
			failed = false;
		}
		finally {
			this.series.ended(position, start);
			this.series.count(outcome(failed));
		}
	}

	private TaskOutcome outcome(boolean failed) {
		Future<?> known = this.future;
		if (known != null && known.isCancelled()) {
			return TaskOutcome.CANCELLED;
		}
		return failed ? TaskOutcome.FAILURE : TaskOutcome.SUCCESS;
	}

	@Override
	public boolean isLongLived() {
		return this.task instanceof SchedulingAwareRunnable aware && aware.isLongLived();
	}

	@Override
	public @Nullable String getQualifier() {
		return (this.task instanceof SchedulingAwareRunnable aware) ? aware.getQualifier() : null;
	}

	@Override
	public String toString() {
		return this.task.toString();
	}

}
