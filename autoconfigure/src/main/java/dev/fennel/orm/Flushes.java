package dev.fennel.orm;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.hibernate.event.spi.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a flush counts until it has succeeded: where statements are batched,
 * Hibernate tells of a row operation before it runs.
 */
final class Flushes {

	/** Holds nothing of this library's in threads that outlive the application. */
	private static final ThreadLocal<WeakReference<Flush>> current = new ThreadLocal<>();

	private final Map<EventSource, Flush> running = Collections.synchronizedMap(new WeakHashMap<>());

	void started(EventSource session) {
		Flush flush = current();
		if (flush == null || !flush.isRunning()) {
			Flush started = new Flush(session);
			this.running.put(session, started);
			current.set(new WeakReference<>(started));
		}
	}

	void ended(EventSource session) {
		Flush flush = current();
		if (flush != null && flush.isOf(session)) {
			current.remove();
			this.running.remove(session);
			flush.publish();
		}
	}

	/**
	 * Counts once the flush of this thread has succeeded, or at once if there is none.
	 */
	void count(CounterDataPoint counter) {
		Flush flush = current();
		if (flush != null && flush.isRunning()) {
			flush.count(counter);
		}
		else {
			counter.inc();
		}
	}

	private static @Nullable Flush current() {
		WeakReference<Flush> reference = current.get();
		return (reference != null) ? reference.get() : null;
	}

	/**
	 * One flush. One that failed is held by its session alone.
	 */
	private static final class Flush {

		private final WeakReference<EventSource> session;

		private final Map<CounterDataPoint, Long> counts = new HashMap<>();

		Flush(EventSource session) {
			this.session = new WeakReference<>(session);
		}

		boolean isOf(EventSource session) {
			return this.session.refersTo(session);
		}

		boolean isRunning() {
			EventSource session = this.session.get();
			return session != null && session.getPersistenceContextInternal().isFlushing();
		}

		void count(CounterDataPoint counter) {
			this.counts.merge(counter, 1L, Long::sum);
		}

		void publish() {
			this.counts.forEach((counter, number) -> counter.inc(number));
		}

	}

}
