package dev.fennel.task;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.scheduling.support.ScheduledMethodRunnable;

/**
 * A method whose runs are measured. Schedulers that look for the method, such as one that
 * takes a lock which the method asks for, find it.
 */
final class MeteredMethodTask extends ScheduledMethodRunnable {

	private final Runnable task;

	private final TaskSeries series;

	/**
	 * Creates one.
	 * @param task what is run
	 * @param method the method that it calls in the end
	 * @param series the series of the method
	 */
	MeteredMethodTask(Runnable task, ScheduledMethodRunnable method, TaskSeries series) {
		super(method.getTarget(), method.getMethod(), MeteredTask.qualifier(task), () -> ObservationRegistry.NOOP);
		this.task = task;
		this.series = series;
	}

	@Override
	public void run() {
		this.series.measure(this.task);
	}

	@Override
	public boolean isLongLived() {
		return MeteredTask.isLongLived(this.task);
	}

	@Override
	public String toString() {
		return this.task.toString();
	}

}
