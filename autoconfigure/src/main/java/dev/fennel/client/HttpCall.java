package dev.fennel.client;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import dev.fennel.Failures;

/**
 * A request that was sent. Only the first that says that it has ended is heard.
 */
final class HttpCall {

	private static final AtomicIntegerFieldUpdater<HttpCall> ENDED = AtomicIntegerFieldUpdater
		.newUpdater(HttpCall.class, "ended");

	private static final double NANOS_PER_SECOND = 1e9;

	private final ClientSeries client;

	private final RouteSeries route;

	private final int method;

	private final Failures failures;

	private final long start = System.nanoTime();

	private volatile int status = Statuses.IO_ERROR;

	private volatile int ended;

	HttpCall(ClientSeries client, RouteSeries route, int method, Failures failures) {
		this.client = client;
		this.route = route;
		this.method = method;
		this.failures = failures;
	}

	/**
	 * An answer has begun.
	 */
	void answered(int status) {
		this.status = status;
	}

	boolean isAnswered() {
		return this.status != Statuses.IO_ERROR;
	}

	/**
	 * The answer was read to its end, was closed or broke off, or there will be none.
	 */
	void end() {
		if (this.ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
			try {
				this.client.left();
			}
			catch (Throwable ex) {
				this.failures.record("count a request as ended", ex);
			}
			observe();
		}
	}

	private void observe() {
		try {
			this.route.observe(this.method, this.status, (System.nanoTime() - this.start) / NANOS_PER_SECOND);
		}
		catch (Throwable ex) {
			this.failures.record("count a request that was sent", ex);
		}
	}

	/**
	 * It cannot be seen how the request goes on.
	 */
	void fail(String what, Throwable failure) {
		this.failures.record(what, failure);
		end();
	}

}
