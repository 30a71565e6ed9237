package dev.fennel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs code of others while a page is made: callbacks, custom collectors, whole
 * registries. One that throws is left out of the page and reported in
 * {@code fennel_collector_up}; all else is served.
 *
 * @since 0.1.0
 */
public final class CollectorGuard {

	private static final Log logger = LogFactory.getLog(CollectorGuard.class);

	private static final double NANOS_PER_SECOND = 1e9;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private volatile @Nullable ScrapeMetrics metrics;

	CollectorGuard() {
	}

	void report(ScrapeMetrics metrics) {
		this.metrics = metrics;
	}

	/**
	 * Runs a collection of code that is not Fennel's.
	 * @param <T> the type of what is collected
	 * @param collector the collector's name in {@code fennel_collector_up}
	 * @param collection what to run
	 * @return what was collected, or null if it failed
	 */
	public <T> @Nullable T collect(String collector, Supplier<? extends @Nullable T> collection) {
		long start = System.nanoTime();
		T result = null;
		boolean succeeded = false;
		try {
			result = collection.get();
			succeeded = true;
		}
		catch (Throwable ex) {
			leftOut(collector, "it threw", ex);
		}
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.collected(collector, succeeded, (System.nanoTime() - start) / NANOS_PER_SECOND);
		}
		return result;
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

	void forget(String collector) {
		ScrapeMetrics current = this.metrics;
		if (current != null) {
			current.forgotten(collector);
		}
	}

}
