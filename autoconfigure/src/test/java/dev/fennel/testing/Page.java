package dev.fennel.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A text page as a map from samples, as they are written, to their values.
 */
public final class Page {

	private final Map<String, Double> samples = new LinkedHashMap<>();

	private final String text;

	private Page(String text) {
		this.text = text;
		text.lines().filter((line) -> !line.startsWith("#") && !line.isEmpty()).forEach((line) -> {
			int space = line.lastIndexOf(' ');
			this.samples.put(line.substring(0, space), number(line.substring(space + 1)));
		});
	}

	private static double number(String text) {
		return Double.parseDouble(text.replace("Inf", "Infinity"));
	}

	/**
	 * Reads a page.
	 * @param text the text
	 * @return the page
	 */
	public static Page of(String text) {
		return new Page(text);
	}

	/**
	 * Returns the page as it was.
	 * @return the text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Returns all samples.
	 * @return values by sample
	 */
	public Map<String, Double> samples() {
		return this.samples;
	}

	/**
	 * Returns one value.
	 * @param sample name and labels as written
	 * @return its value, 0 where it is not on the page
	 */
	public double value(String sample) {
		return this.samples.getOrDefault(sample, 0.0);
	}

	/**
	 * Adds values up.
	 * @param samples which
	 * @return the sum
	 */
	public double sum(Predicate<String> samples) {
		return this.samples.entrySet()
			.stream()
			.filter((entry) -> samples.test(entry.getKey()))
			.mapToDouble(Map.Entry::getValue)
			.sum();
	}

	/**
	 * Returns what has changed since an earlier page, but for buckets, times, checks and
	 * tasks in the background, Fennel's families about the page and those about the
	 * process.
	 * @param earlier the earlier page
	 * @return differences by sample, those that are not 0
	 */
	public Map<String, Double> changedSince(Page earlier) {
		return this.samples.keySet()
			.stream()
			.filter((sample) -> !sample.contains("_bucket{") && !sample.startsWith("fennel_series")
					&& !sample.startsWith("fennel_scrape") && !sample.startsWith("fennel_collector"))
			.filter((sample) -> !sample.contains("_seconds_sum"))
			.filter((sample) -> !sample.matches("(health_check|process|jvm|web_server|log|executor)_.*"))
			.filter((sample) -> value(sample) != earlier.value(sample))
			.collect(Collectors.toMap((sample) -> sample, (sample) -> value(sample) - earlier.value(sample),
					(a, b) -> a, TreeMap::new));
	}

	@Override
	public String toString() {
		return this.text;
	}

}
