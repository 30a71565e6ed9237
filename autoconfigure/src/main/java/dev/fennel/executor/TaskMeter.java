package dev.fennel.executor;

import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * One task from being handed over to its one end: it runs once, or it is dropped before.
 */
abstract class TaskMeter {

	private static final int WAITING = 0;

	private static final int RUNNING = 1;

	private static final int ENDED = 2;

	private static final int UNTOLD = 0;

	private static final int TOLD = 1;

	private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long SHORT_WAIT = TimeUnit.MICROSECONDS.toNanos(20);

	private static final AtomicIntegerFieldUpdater<TaskMeter> TELLING = AtomicIntegerFieldUpdater
		.newUpdater(TaskMeter.class, "told");

	private static final AtomicIntegerFieldUpdater<TaskMeter> STATE = AtomicIntegerFieldUpdater
		.newUpdater(TaskMeter.class, "state");

	private final ExecutorSeries series;

	/** 0 if the task is not due at once. */
	private final long handedOver;

	@SuppressWarnings("UnusedVariable") // STATE reads it
	private volatile int state = WAITING;

	/** What tells whether the task was cancelled, if anything does. */
	private volatile @Nullable Future<?> future;

	/** Whether what came of the task is told by a stage that completes after it. */
	private volatile boolean toldByStage;

	/** Whether somebody cancels the future just now. */
	private volatile boolean cancelling;

	/** What came of the task itself, null as long as it has not ended. */
	private volatile @Nullable TaskOutcome own;

	@SuppressWarnings("UnusedVariable") // TELLING reads it
	private volatile int told = UNTOLD;

	private long start;

	private int position;

	/**
	 * Starts to measure.
	 * @param dueAtOnce whether the task does not wait but for a thread
	 */
	TaskMeter(ExecutorSeries series, boolean dueAtOnce) {
		this.series = series;
		this.handedOver = dueAtOnce ? System.nanoTime() : 0;
		if (dueAtOnce) {
			series.waits(1);
		}
	}

	/**
	 * Leaves it to a stage to tell what came of the task, by {@link #completed}: one that
	 * has returned can still be cancelled before its stage is completed.
	 */
	final void leaveToStage() {
		this.toldByStage = true;
	}

	/** There is no such stage. */
	final void takeBack() {
		this.toldByStage = false;
		TaskOutcome known = this.own;
		if (known != null) {
			tell(known);
		}
	}

	/** Something of Fennel's failed, but not the task. */
	final void notRecorded(Throwable failure) {
		this.series.notRecorded(failure);
	}

	final void follow(Future<?> future) {
		this.future = future;
	}

	/**
	 * The task is about to run.
	 * @return whether that is measured, which what runs again is not
	 */
	final boolean started() {
		if (!STATE.compareAndSet(this, WAITING, RUNNING)) {
			return false;
		}
		waitsNoMore();
		this.start = System.nanoTime();
		this.position = this.series.started(this.handedOver, this.start);
		return true;
	}

	/** The task that was started has returned or thrown. */
	final void ended(boolean failed) {
		STATE.set(this, ENDED);
		this.series.ended(this.position, this.start);
		TaskOutcome outcome = failed ? TaskOutcome.FAILURE : TaskOutcome.SUCCESS;
		this.own = outcome;
		if (!this.toldByStage && !this.cancelling) {
			tellUnlessCancelled(outcome);
		}
	}

	/**
	 * Cancels the future of the task so that it and what is counted agree: a task that
	 * has succeeded, of which its future does not know yet, is not cancelled any more.
	 * Between a failure and its future's knowing there may be handlers of the
	 * application's, which are not waited for.
	 * @return whether the future says that it was cancelled by this
	 */
	final synchronized boolean cancel(Future<?> future, boolean mayInterruptIfRunning) {
		this.cancelling = true;
		try {
			if (this.own == TaskOutcome.SUCCESS && future instanceof FutureTask<?>) {
				awaitDone(future);
			}
			return future.cancel(mayInterruptIfRunning);
		}
		finally {
			this.cancelling = false;
			if (future.isCancelled()) {
				cancelled();
			}
			TaskOutcome known = this.own;
			if (known != null && !this.toldByStage) {
				tellUnlessCancelled(known);
			}
		}
	}

	/** Its thread is between the end of the task and that of the future. */
	private static void awaitDone(Future<?> future) {
		long end = System.nanoTime() + LONGEST_WAIT;
		while (!future.isDone() && System.nanoTime() - end < 0) {
			LockSupport.parkNanos(SHORT_WAIT);
		}
	}

	/** The stage that tells what came of the task is complete. */
	final void completed(TaskOutcome outcome) {
		if (STATE.compareAndSet(this, WAITING, ENDED)) {
			waitsNoMore();
		}
		tell(outcome);
	}

	/** The executor has refused the task, if it has not run. */
	final void rejected() {
		drop(TaskOutcome.REJECTED);
	}

	/** The task is not to run any more, if it has not started. */
	final void cancelled() {
		drop(TaskOutcome.CANCELLED);
	}

	private void drop(TaskOutcome outcome) {
		if (STATE.compareAndSet(this, WAITING, ENDED)) {
			waitsNoMore();
			tell(outcome);
		}
	}

	private void tellUnlessCancelled(TaskOutcome outcome) {
		Future<?> known = this.future;
		tell((known != null && known.isCancelled()) ? TaskOutcome.CANCELLED : outcome);
	}

	private void tell(TaskOutcome outcome) {
		if (TELLING.compareAndSet(this, UNTOLD, TOLD)) {
			this.series.count(outcome);
		}
	}

	private void waitsNoMore() {
		if (this.handedOver != 0) {
			this.series.waits(-1);
		}
	}

}
