package dev.fennel.sample.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Visits the shop, one request after the other and never ahead of its schedule; what a
 * slow answer delays is caught up, up to a second. It starts after the web server and
 * stops before it.
 */
class TrafficDriver implements SmartLifecycle {

	static final String THREAD_NAME = "bookshop-traffic";

	private static final long MOST_TO_CATCH_UP = TimeUnit.SECONDS.toNanos(1);

	private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

	private final long interval;

	private final Function<String, URI> shop;

	private final LongAdder failures = new LongAdder();

	private volatile @Nullable Thread thread;

	TrafficDriver(int requestsPerSecond, Function<String, URI> shop) {
		this.interval = TimeUnit.SECONDS.toNanos(1) / requestsPerSecond;
		this.shop = shop;
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			Thread visitor = new Thread(this::visit, THREAD_NAME);
			visitor.setDaemon(true);
			this.thread = visitor;
			visitor.start();
		}
	}

	@Override
	public synchronized void stop() {
		Thread visitor = this.thread;
		this.thread = null;
		if (visitor != null) {
			visitor.interrupt();
			join(visitor);
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * How many requests got no answer.
	 */
	long failures() {
		return this.failures.sum();
	}

	private void visit() {
		HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
		Visits visits = new Visits(this.shop);
		try {
			long due = System.nanoTime();
			while (Thread.currentThread() == this.thread) {
				send(client, visits.next());
				due = Math.max(due + this.interval, System.nanoTime() - MOST_TO_CATCH_UP);
				TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void send(HttpClient client, HttpRequest request) throws InterruptedException {
		try {
			client.send(request, BodyHandlers.discarding());
		}
		catch (IOException ex) {
			this.failures.increment();
		}
	}

	private static void join(Thread visitor) {
		try {
			visitor.join(TIME_TO_STOP.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
