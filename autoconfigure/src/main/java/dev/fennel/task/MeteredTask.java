package dev.fennel.task;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.SchedulingAwareRunnable;

/**
 * A task whose runs are measured. What schedulers may ask of a task, it answers as that
 * does.
 */
final class MeteredTask implements SchedulingAwareRunnable {

	private final Runnable task;

	private final Runnable measured;

	MeteredTask(Runnable task, Runnable measured) {
		this.task = task;
		this.measured = measured;
	}

	@Override
	public void run() {
		this.measured.run();
	}

	@Override
	public boolean isLongLived() {
		return isLongLived(this.task);
	}

	@Override
	public @Nullable String getQualifier() {
		return qualifier(this.task);
	}

	@Override
	public String toString() {
		return this.task.toString();
	}

	static boolean isLongLived(Runnable task) {
		return task instanceof SchedulingAwareRunnable aware && aware.isLongLived();
	}

	static @Nullable String qualifier(Runnable task) {
		return (task instanceof SchedulingAwareRunnable aware) ? aware.getQualifier() : null;
	}

}
