package dev.fennel.health;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the checks in the background, so that their families tell of them when nobody
 * asks. It is the last to start and the first to stop.
 *
 * @since 0.1.0
 */
public final class HealthRefresh implements SmartLifecycle, AopInfrastructureBean {

	private final HealthChecks checks;

	private final Failures failures;

	private final Duration interval;

	private @Nullable Worker worker;

	/**
	 * Creates what runs them.
	 * @param checks the checks
	 * @param metrics the owner of the families
	 * @param interval the time between two runs, zero for none
	 */
	public HealthRefresh(HealthChecks checks, HealthMetrics metrics, Duration interval) {
		this.checks = checks;
		this.failures = metrics.failures();
		this.interval = interval;
	}

	@Override
	public synchronized void start() {
		if (this.worker == null && !this.interval.isZero()) {
			this.worker = new Worker();
			this.worker.thread.start();
		}
	}

	@Override
	public synchronized void stop() {
		Worker current = this.worker;
		if (current != null) {
			this.worker = null;
			current.stopped = true;
			current.signals.release();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.worker != null;
	}

	/**
	 * Runs the checks now, since the application has begun to run, say.
	 */
	public synchronized void wake() {
		Worker current = this.worker;
		if (current != null) {
			current.signals.release();
		}
	}

	/**
	 * One thread from start to stop.
	 */
	private final class Worker implements Runnable {

		private final Semaphore signals = new Semaphore(0);

		private final Thread thread = new Thread(null, this, "fennel-health-refresh", 0, false);

		private volatile boolean stopped;

		Worker() {
			this.thread.setDaemon(true);
			this.thread.setContextClassLoader(HealthRefresh.class.getClassLoader());
		}

		@Override
		public void run() {
			while (!this.stopped) {
				HealthRefresh.this.failures.guard("run the checks in the background",
						HealthRefresh.this.checks::results);
				try {
					this.signals.tryAcquire(HealthRefresh.this.interval.toMillis(), TimeUnit.MILLISECONDS);
					this.signals.drainPermits();
				}
				catch (InterruptedException ex) {
					return;
				}
			}
		}

	}

}
