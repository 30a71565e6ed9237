package dev.fennel.exposition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads the lists of weighted ranges of {@code Accept} and {@code Accept-Encoding}. It
 * never fails: a range whose weight is not one is skipped.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2">RFC 9110, quality
 * values</a>
 */
final class HeaderRanges {

	private HeaderRanges() {
	}

	static List<Range> parse(@Nullable String header) {
		if (header == null) {
			return List.of();
		}
		List<Range> ranges = new ArrayList<>();
		for (String element : split(header, ',')) {
			Range range = range(element);
			if (range != null) {
				ranges.add(range);
			}
		}
		return ranges;
	}

	private static @Nullable Range range(String element) {
		List<String> parts = split(element, ';');
		String value = parts.get(0).strip().toLowerCase(Locale.ROOT);
		if (value.isEmpty()) {
			return null;
		}
		Map<String, String> parameters = new HashMap<>();
		for (String part : parts.subList(1, parts.size())) {
			int equals = part.indexOf('=');
			if (equals > 0) {
				parameters.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
						unquote(part.substring(equals + 1).strip()));
			}
		}
		double quality = quality(parameters.remove("q"));
		return Double.isNaN(quality) ? null : new Range(value, quality, parameters);
	}

	private static double quality(@Nullable String text) {
		if (text == null) {
			return 1;
		}
		try {
			double quality = Double.parseDouble(text);
			return (quality >= 0 && quality <= 1) ? quality : Double.NaN;
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

	private static List<String> split(String text, char separator) {
		List<String> parts = new ArrayList<>();
		boolean quoted = false;
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == '"') {
				quoted = !quoted;
			}
			else if (character == separator && !quoted) {
				parts.add(text.substring(start, i));
				start = i + 1;
			}
		}
		parts.add(text.substring(start));
		return parts;
	}

	private static String unquote(String text) {
		return (text.length() > 1 && text.startsWith("\"") && text.endsWith("\""))
				? text.substring(1, text.length() - 1) : text;
	}

	/**
	 * One range of a header.
	 *
	 * @param value the type or coding, in lower case
	 * @param quality the weight, from 0 to 1
	 * @param parameters the parameters but the weight, names in lower case
	 */
	record Range(String value, double quality, Map<String, String> parameters) {

		String parameter(String name) {
			return this.parameters.getOrDefault(name, "");
		}

	}

}
