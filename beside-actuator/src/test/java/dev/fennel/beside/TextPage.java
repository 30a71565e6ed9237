package dev.fennel.beside;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A page in the text format.
 *
 * @param types the type of each family
 * @param samples values by sample, name and labels as written
 */
record TextPage(Map<String, String> types, Map<String, Double> samples) {

	private static final String TYPE = "# TYPE ";

	static TextPage of(String text) {
		Map<String, String> types = new TreeMap<>();
		Map<String, Double> samples = new TreeMap<>();
		text.lines().filter((line) -> !line.isEmpty()).forEach((line) -> {
			int space = line.lastIndexOf(' ');
			if (line.startsWith(TYPE)) {
				types.put(line.substring(TYPE.length(), space), line.substring(space + 1));
			}
			else if (!line.startsWith("#")) {
				samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
			}
		});
		return new TextPage(types, samples);
	}

	Set<String> families() {
		return this.types.keySet();
	}

	TextPage without(Predicate<String> family) {
		return new TextPage(where(this.types, family), where(this.samples, family));
	}

	Set<String> series() {
		return new TreeSet<>(this.samples.keySet());
	}

	private static <V> Map<String, V> where(Map<String, V> all, Predicate<String> unwanted) {
		return all.entrySet()
			.stream()
			.filter((entry) -> !unwanted.test(entry.getKey()))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
	}

}
