package dev.fennel.web;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Finds the counter for the charset that a content type declares. Applications have few
 * content types; those seen first are remembered.
 */
final class Charsets {

	private static final int REMEMBERED = 256;

	private static final String PARAMETER = "charset=";

	private final ConcurrentMap<String, Optional<CounterDataPoint>> known = new ConcurrentHashMap<>();

	private final Function<String, CounterDataPoint> counters;

	Charsets(Function<String, CounterDataPoint> counters) {
		this.counters = counters;
	}

	void count(String contentType) {
		Optional<CounterDataPoint> counter = this.known.get(contentType);
		if (counter == null) {
			counter = Optional.ofNullable(charset(contentType)).map(this.counters);
			if (this.known.size() < REMEMBERED) {
				this.known.put(contentType, counter);
			}
		}
		if (counter.isPresent()) {
			counter.get().inc();
		}
	}

	static @Nullable String charset(String contentType) {
		int start = contentType.toLowerCase(Locale.ROOT).indexOf(PARAMETER);
		if (start < 0) {
			return null;
		}
		String value = contentType.substring(start + PARAMETER.length());
		int end = value.indexOf(';');
		value = ((end < 0) ? value : value.substring(0, end)).replace("\"", "").strip();
		return value.isEmpty() ? null : value.toUpperCase(Locale.ROOT);
	}

}
