package dev.fennel.autoconfigure.messaging;

import java.util.Map;
import java.util.TreeMap;

import dev.fennel.GuardedRegistry;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page says of message listeners.
 */
final class ListenerCounts {

	private static final String COUNT = "message_listener_duration_seconds_count{";

	private static final String IN_PROGRESS = "message_listener_in_progress{";

	private ListenerCounts() {
	}

	static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	/** Counts that are not 0, as {@code "listener outcome"}, and what is in progress. */
	static Map<String, Integer> of(ApplicationContext context) {
		return of(page(context));
	}

	static Map<String, Integer> of(Page page) {
		Map<String, Integer> counts = new TreeMap<>();
		page.samples().forEach((sample, value) -> {
			if (value != 0 && sample.startsWith(COUNT)) {
				counts.put(label(sample, "listener") + " " + label(sample, "outcome"), value.intValue());
			}
			if (value != 0 && sample.startsWith(IN_PROGRESS)) {
				counts.put(label(sample, "listener") + " in progress", value.intValue());
			}
		});
		return counts;
	}

	/** The counts of listeners whose names begin alike. */
	static int sum(ApplicationContext context, String listeners, String outcome) {
		return of(context).entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(listeners) && entry.getKey().endsWith(outcome))
			.mapToInt(Map.Entry::getValue)
			.sum();
	}

	static void await(ApplicationContext context, Map<String, Integer> expected) {
		try {
			Waiting.until(() -> of(context).equals(expected));
		}
		catch (RuntimeException ex) {
			assertThat(of(context)).isEqualTo(expected);
		}
		assertThat(page(context).value("fennel_errors_total{feature=\"task\"}")).isZero();
	}

	private static String label(String sample, String name) {
		int start = sample.indexOf(name + "=\"") + name.length() + 2;
		return sample.substring(start, sample.indexOf('"', start));
	}

}
