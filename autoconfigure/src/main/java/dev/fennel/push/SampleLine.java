package dev.fennel.push;

import java.util.Map;
import java.util.TreeMap;

/**
 * One sample of a text page.
 *
 * @param name the name of the sample
 * @param labels its labels, sorted by name
 * @param value the value as it is written
 * @see <a href=
 * "https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text
 * format</a>
 */
record SampleLine(String name, Map<String, String> labels, String value) {

	/**
	 * The page without the timestamps that samples may have. A Pushgateway refuses them.
	 */
	static String withoutTimestamps(String page) {
		StringBuilder result = new StringBuilder(page.length());
		page.lines().forEach((line) -> {
			int end = isSample(line) ? line.indexOf(' ', startOfValue(line)) : -1;
			result.append(line, 0, (end > 0) ? end : line.length()).append('\n');
		});
		return result.toString();
	}

	static boolean isSample(String line) {
		return !line.isEmpty() && line.charAt(0) != '#';
	}

	/**
	 * Reads a line without a timestamp.
	 */
	static SampleLine parse(String line) {
		int value = startOfValue(line);
		int brace = line.indexOf('{');
		Map<String, String> labels = new TreeMap<>();
		if (brace > 0) {
			read(line.substring(brace + 1, value - 1), labels);
		}
		return new SampleLine(line.substring(0, (brace > 0) ? brace : value - 1), labels, line.substring(value));
	}

	/** A value has no brace, what is quoted before it may have any. */
	private static int startOfValue(String line) {
		return (line.indexOf('{') < 0) ? line.indexOf(' ') + 1 : line.lastIndexOf('}') + 2;
	}

	private static void read(String text, Map<String, String> labels) {
		int at = 0;
		while (text.indexOf('=', at) > 0) {
			int equals = text.indexOf('=', at);
			StringBuilder value = new StringBuilder();
			int end = equals + 2;
			while (text.charAt(end) != '"') {
				boolean escaped = text.charAt(end) == '\\';
				value.append(escaped ? unescaped(text.charAt(end + 1)) : text.charAt(end));
				end += escaped ? 2 : 1;
			}
			labels.put(text.substring(at, equals), value.toString());
			at = end + 2;
		}
	}

	private static char unescaped(char escaped) {
		return (escaped == 'n') ? '\n' : escaped;
	}

}
