package dev.fennel.discovery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.fennel.Failures;
import dev.fennel.MetricDefinitionException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * One instance with one registrar, kept up by a thread from start to stop.
 */
final class Registration implements Runnable {

	private static final Log logger = LogFactory.getLog(Registration.class);

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private final ServiceRegistrar registrar;

	private final ServiceInstance instance;

	private final Duration refresh;

	private final Failures failures;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final Thread thread;

	private Duration retry;

	private boolean reported;

	private boolean attempting;

	private volatile boolean attempted;

	private volatile boolean registered;

	Registration(ServiceRegistrar registrar, ServiceInstance instance, Duration refresh, Failures failures) {
		this.registrar = registrar;
		this.instance = instance;
		this.refresh = refresh;
		this.failures = failures;
		this.retry = firstRetry();
		this.thread = new Thread(this, "fennel-discovery");
		this.thread.setDaemon(true);
	}

	String description() {
		return this.registrar.description();
	}

	boolean isRegistered() {
		return this.registered;
	}

	/**
	 * Starts in the background.
	 * @throws MetricDefinitionException if registering is required, and fails
	 */
	void start() {
		if (this.registrar.isRequired()) {
			try {
				this.attempted = true;
				this.registrar.register(this.instance);
				succeeded();
			}
			catch (Exception ex) {
				throw new MetricDefinitionException("%s is not registered with %s: %s".formatted(this.instance.id(),
						description(), Failures.reason(ex)), "See to it that it can be, or do without fail-fast");
			}
		}
		this.thread.start();
	}

	@Override
	public void run() {
		try {
			// What was required has been registered before
			Duration wait = this.registered ? this.refresh : attempt();
			while (!this.stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
				wait = attempt();
			}
		}
		catch (InterruptedException ex) {
			logger.debug("Interrupted before the stop", ex);
		}
		if (this.attempted) {
			deregister();
		}
	}

	/**
	 * Tells the thread to take the registration back and end.
	 */
	synchronized void stop() {
		this.stopped.countDown();
		if (this.attempting) {
			this.thread.interrupt();
		}
	}

	void awaitEnd(Duration patience) {
		try {
			this.thread.join(Math.max(patience.toMillis(), 1));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Registers, and says when to look again.
	 */
	private Duration attempt() {
		if (!begin()) {
			return this.retry;
		}
		try {
			this.registrar.register(this.instance);
			succeeded();
			return this.refresh;
		}
		catch (Throwable ex) {
			return failed(ex);
		}
		finally {
			end();
		}
	}

	private synchronized boolean begin() {
		this.attempting = this.stopped.getCount() > 0;
		this.attempted |= this.attempting;
		return this.attempting;
	}

	private synchronized void end() {
		this.attempting = false;
		// That was for the attempt, not for what follows
		Thread.interrupted();
	}

	private void succeeded() {
		if (!this.registered) {
			logger.info("%s is registered with %s".formatted(this.instance.id(), description()));
		}
		this.registered = true;
		this.reported = false;
		this.retry = firstRetry();
	}

	private Duration firstRetry() {
		return shorter(FIRST_RETRY, this.refresh);
	}

	private Duration failed(Throwable failure) {
		this.registered = false;
		if (this.stopped.getCount() > 0) {
			this.failures.count();
			if (!this.reported) {
				this.reported = true;
				logger.warn("%s is not registered with %s: %s. It is tried again in the background."
					.formatted(this.instance.id(), description(), Failures.reason(failure)));
			}
		}
		logger.debug("An attempt to register failed", failure);
		Duration wait = this.retry;
		this.retry = shorter(wait.multipliedBy(2), this.refresh);
		return wait;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private void deregister() {
		boolean was = this.registered;
		this.registered = false;
		try {
			this.registrar.deregister(this.instance);
		}
		catch (Throwable ex) {
			if (was) {
				logger.warn("%s is still registered with %s: %s".formatted(this.instance.id(), description(),
						Failures.reason(ex)));
			}
			logger.debug("An attempt to deregister failed", ex);
		}
	}

}
