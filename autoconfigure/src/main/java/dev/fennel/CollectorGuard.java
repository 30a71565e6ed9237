package dev.fennel;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of others while a page is made: callbacks, custom collectors, whole
 * registries. It runs on helper threads, one at most for each, so that one that throws,
 * takes too long or hangs is left out of the page and reported in
 * {@code fennel_collector_up}; all else is served.
 *
 * @since 0.1.0
 */
public final class CollectorGuard {

	private static final Log logger = LogFactory.getLog(CollectorGuard.class);

	private static final int IDLE_SECONDS = 10;

	private static final AtomicInteger threads = new AtomicInteger();

	private final Map<Object, GuardedCall<?>> running = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private final Executor helpers;

	private volatile @Nullable ScrapeMetrics metrics;

	CollectorGuard() {
		this(new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
				CollectorGuard::thread));
	}

	CollectorGuard(Executor helpers) {
		this.helpers = helpers;
	}

	void report(ScrapeMetrics metrics) {
		this.metrics = metrics;
	}

	/**
	 * Runs collections of code that is not Fennel's, side by side.
	 * @param <T> the type of what is collected
	 * @param collections what to run
	 * @param timeout how long each may take
	 * @return what was collected, by name, in the order given; nothing for those that
	 * failed, took too long, or have not returned from an earlier page yet
	 */
	public <T> Map<String, T> collect(Collection<GuardedCollection<T>> collections, Duration timeout) {
		Map<String, T> results = new LinkedHashMap<>();
		if (!collections.isEmpty()) {
			GuardedRun<T> run = new GuardedRun<>(collections, timeout, this.running, this.helpers);
			run.await();
			run.calls().forEach((collection, call) -> {
				GuardedCall.Outcome<T> outcome = call.outcome();
				if (outcome != null || run.hadTurn(call)) {
					report(collection.name(), call, outcome, run.refusal(), timeout);
				}
				if (outcome != null && outcome.result() != null) {
					results.put(collection.name(), outcome.result());
				}
			});
		}
		return results;
	}

	private void report(String name, GuardedCall<?> call, GuardedCall.@Nullable Outcome<?> outcome,
			@Nullable Throwable refusal, Duration timeout) {
		if (outcome == null && !call.isStarted() && refusal != null) {
			leftOut(name, "no thread could be started for it", refusal);
		}
		else if (outcome == null) {
			leftOut(name, "it takes longer than " + timeout.toMillis() + " ms", null);
		}
		else if (outcome.failure() != null) {
			leftOut(name, "it threw", outcome.failure());
		}
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.up(name, outcome != null && outcome.failure() == null);
			if (call.isStarted()) {
				current.took(name, call.seconds());
			}
		}
	}

	/**
	 * Says once why something of a collector is not on the page.
	 * @param collector the collector's name
	 * @param reason why, a phrase
	 * @param failure what was thrown, if anything was
	 */
	public void leftOut(String collector, String reason, @Nullable Throwable failure) {
		if (this.reported.add(collector + '\n' + reason)) {
			logger.warn("'%s' is left out of the metrics page: %s. What follows of this kind is not logged."
				.formatted(collector, reason), failure);
		}
	}

	/**
	 * Shows in {@code fennel_collector_up} whether something gave what it should.
	 * @param collector its name
	 * @param up whether it did
	 */
	public void show(String collector, boolean up) {
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.up(collector, up);
		}
	}

	/**
	 * A family turned out, when it was collected, to have a name of another.
	 */
	void refused(String collector, String family) {
		leftOut(family, "a family registered earlier has that name, or that of one of its samples, with another type",
				null);
		show(collector, false);
	}

	/**
	 * Takes something that is gone out of {@code fennel_collector_up}.
	 * @param collector its name
	 */
	public void forget(String collector) {
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.forgotten(collector);
		}
	}

	private static Thread thread(Runnable task) {
		// Not with what a request has left in the thread of its scrape
		Thread thread = new Thread(null, task, "fennel-collector-" + threads.incrementAndGet(), 0, false);
		thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
		thread.setDaemon(true);
		return thread;
	}

}
