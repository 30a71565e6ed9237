package dev.fennel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads names that are each followed by a value.
 */
final class NameValuePairs {

	private NameValuePairs() {
	}

	static Map<String, @Nullable String> toMap(String owner, @Nullable String... namesAndValues) {
		if (namesAndValues.length % 2 != 0) {
			throw new IllegalArgumentException("%s was given %s, which are no pairs of a name and a value"
				.formatted(owner, Arrays.asList(namesAndValues)));
		}
		Map<String, @Nullable String> values = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			String name = String.valueOf(namesAndValues[i]);
			if (values.containsKey(name)) {
				throw new IllegalArgumentException(
						"%s was given '%s' twice: %s".formatted(owner, name, Arrays.asList(namesAndValues)));
			}
			values.put(name, namesAndValues[i + 1]);
		}
		return values;
	}

}
