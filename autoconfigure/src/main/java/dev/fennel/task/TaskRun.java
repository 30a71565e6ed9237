package dev.fennel.task;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;

import dev.fennel.Stopwatch;

/**
 * One run of a task, in progress until the first end that it hears of. None of this
 * throws.
 */
final class TaskRun {

	private final TaskSeries series;

	private final AtomicBoolean entered = new AtomicBoolean();

	private final Stopwatch watch;

	private volatile boolean observed;

	TaskRun(TaskSeries series) {
		this.series = series;
		series.guard(() -> {
			series.entered();
			this.entered.set(true);
		});
		this.watch = Stopwatch.start();
	}

	/** Somebody else hears of the end. */
	void observe() {
		this.observed = true;
	}

	boolean isObserved() {
		return this.observed;
	}

	void succeeded() {
		end(this.series::succeeded);
	}

	void failed() {
		end(this.series::failed);
	}

	/** It has neither succeeded nor failed. */
	void cancelled() {
		end((seconds) -> {
		});
	}

	private void end(DoubleConsumer record) {
		if (this.entered.getAndSet(false)) {
			this.series.guard(() -> {
				this.series.left();
				record.accept(this.watch.stop());
			});
		}
	}

}
