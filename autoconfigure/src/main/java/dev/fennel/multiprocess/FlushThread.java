package dev.fennel.multiprocess;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something at once and, until it is stopped, again and again.
 */
final class FlushThread implements Runnable {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Runnable work;

	private final Duration interval;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final Thread thread = new Thread(this, "fennel-multiprocess");

	FlushThread(Runnable work, Duration interval) {
		this.work = work;
		this.interval = interval;
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/**
	 * Stops it, once what it does is done.
	 */
	void stop() {
		this.stopped.countDown();
		try {
			this.thread.join(PATIENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void run() {
		try {
			do {
				this.work.run();
			}
			while (!this.stopped.await(this.interval.toNanos(), TimeUnit.NANOSECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
