package dev.fennel.testing;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * What was counted of a cache.
 */
public final class CacheCounts {

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	private static final Set<String> COMMON = Set.of("cache_manager", "cache", "backend");

	private CacheCounts() {
	}

	/**
	 * Reads all that is not 0, each written as the family's name without what all have in
	 * common, the values of its further labels, and the number.
	 * @param registry the registry
	 * @param cache the name of the cache
	 * @return what was counted, sorted
	 */
	public static TreeSet<String> of(PrometheusRegistry registry, String cache) {
		return Scrapes.of(registry)
			.changedSince(Page.of(""))
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().contains("cache=\"" + cache + "\""))
			.map((entry) -> text(entry.getKey()) + " " + entry.getValue().longValue())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String text(String sample) {
		String name = sample.substring(0, sample.indexOf('{'))
			.replace("cache_", "")
			.replace("_total", "")
			.replace("operation_duration_seconds_count", "durations");
		return LABEL.matcher(sample)
			.results()
			.filter((label) -> !COMMON.contains(label.group(1)))
			.map((label) -> " " + label.group(2))
			.collect(Collectors.joining("", name, ""));
	}

}
