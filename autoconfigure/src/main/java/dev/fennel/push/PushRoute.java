package dev.fennel.push;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.fennel.Failures;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One target with its plan, and between start and stop the thread that pushes to it.
 */
final class PushRoute {

	private static final Log logger = LogFactory.getLog(PushRoute.class);

	private final PushPlan plan;

	private final Supplier<PushedPage> pages;

	private final PushFamilies families;

	private final Failures failures;

	private final Semaphore free = new Semaphore(1);

	private volatile boolean reported;

	private volatile @Nullable Worker worker;

	PushRoute(PushPlan plan, Supplier<PushedPage> pages, PushFamilies families, Failures failures) {
		this.plan = plan;
		this.pages = pages;
		this.families = families;
		this.failures = failures;
		families.expect(plan.target());
	}

	Push begin(Operation operation) {
		return new Push(this.plan, operation, this.pages.get(), this.free).start();
	}

	/**
	 * Waits for a push and counts it, unless it was cancelled.
	 * @throws Exception if it failed
	 */
	void await(Push push) throws Exception {
		try {
			push.await();
			this.families.succeeded(this.plan.target());
		}
		catch (CancellationException ex) {
			throw ex;
		}
		catch (Exception ex) {
			this.families.failed(this.plan.target());
			throw ex;
		}
	}

	PushException failed(Operation operation, Exception failure) {
		return new PushException(operation.failed(this.plan.target(), Failures.reason(failure)), failure);
	}

	/** Pushes in the background as soon as that can be done. */
	void pushSoon() {
		Worker current = this.worker;
		if (current != null) {
			current.ask();
		}
	}

	void start() {
		Worker current = new Worker();
		if (this.plan.atStart()) {
			current.ask();
		}
		this.worker = current;
		current.thread.start();
	}

	/**
	 * Ends what is pushed in the background and begins what is left to do, null for
	 * nothing.
	 */
	@Nullable Push stop() {
		Worker current = this.worker;
		boolean asked = current != null && current.stop();
		this.worker = null;
		return switch (this.plan.atStop()) {
			case PUSH -> begin(Operation.PUSH);
			case PUSH_ADD -> begin(Operation.PUSH_ADD);
			case DELETE -> begin(Operation.DELETE);
			case NONE -> asked ? begin(Operation.PUSH) : null;
		};
	}

	void awaitLast(Push last) {
		try {
			await(last);
		}
		catch (Exception ex) {
			this.failures.count();
			Operation operation = (this.plan.atStop() == AtStop.DELETE) ? Operation.DELETE : Operation.PUSH;
			logger.warn(operation.failed(this.plan.target(), Failures.reason(ex)) + ". The application stops.");
			logger.debug("The last push failed", ex);
		}
	}

	private void succeeded() {
		if (this.reported) {
			this.reported = false;
			logger.info("Metrics are pushed to %s again".formatted(this.plan.target().description()));
		}
	}

	private void failed(Exception failure) {
		this.failures.count();
		if (!this.reported) {
			this.reported = true;
			logger.warn(Operation.PUSH.failed(this.plan.target(), Failures.reason(failure))
					+ ". What follows of this kind is counted in fennel_push_total and logged at debug level.");
		}
		logger.debug("A push failed", failure);
	}

	/**
	 * One thread from start to stop.
	 */
	private final class Worker implements Runnable {

		private final Thread thread = new Thread(this, "fennel-%s-interval".formatted(PushRoute.this.plan.feature()));

		private boolean asked;

		/** Whether what was asked for has not been pushed. */
		private boolean owing;

		private boolean stopped;

		private @Nullable Push current;

		Worker() {
			this.thread.setDaemon(true);
		}

		synchronized void ask() {
			this.asked = true;
			notifyAll();
		}

		/** Returns whether a push was asked for and not made. */
		synchronized boolean stop() {
			this.stopped = true;
			notifyAll();
			if (this.current != null) {
				this.current.cancel();
			}
			return this.asked || this.owing;
		}

		@Override
		public void run() {
			try {
				Push push = next();
				while (push != null) {
					ended(push);
					push = next();
				}
			}
			catch (InterruptedException ex) {
				logger.debug("Interrupted before the stop", ex);
			}
		}

		private void ended(Push push) {
			try {
				PushRoute.this.await(push);
				done(true);
				succeeded();
			}
			catch (CancellationException ex) {
				logger.debug("A push was cut off by the stop", ex);
			}
			catch (Exception ex) {
				done(false);
				failed(ex);
			}
		}

		/** Waits until something is to be pushed, null for the stop. */
		private synchronized @Nullable Push next() throws InterruptedException {
			Duration interval = PushRoute.this.plan.interval();
			long end = System.nanoTime() + ((interval != null) ? interval.toNanos() : 0);
			while (!this.asked && !this.stopped && (interval == null || end - System.nanoTime() > 0)) {
				wait((interval != null) ? TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) + 1 : 0);
			}
			if (this.stopped) {
				return null;
			}
			this.owing |= this.asked;
			this.asked = false;
			this.current = begin(Operation.PUSH);
			return this.current;
		}

		private synchronized void done(boolean succeeded) {
			this.current = null;
			this.owing &= !succeeded;
		}

	}

}
