package dev.fennel.push;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page as Graphite reads it: one line for each sample. Labels without a value are left
 * out, as Graphite knows none, and so are values that are no numbers.
 *
 * @param prefix what is put before each name, empty for nothing
 * @param tags whether labels are tags
 */
record GraphiteLines(String prefix, boolean tags) {

	private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z0-9_-]");

	String write(String page, long timestamp) {
		return page.lines()
			.filter(SampleLine::isSample)
			.map(SampleLine::parse)
			.filter(GraphiteLines::isNumber)
			.map((sample) -> "%s %s %d\n".formatted(path(sample), sample.value(), timestamp))
			.collect(Collectors.joining());
	}

	private static boolean isNumber(SampleLine sample) {
		return !sample.value().equals("NaN") && !sample.value().endsWith("Inf");
	}

	private String path(SampleLine sample) {
		String separator = this.tags ? ";" : ".";
		String binding = this.tags ? "=" : ".";
		String start = this.prefix.isEmpty() ? "" : this.prefix + ".";
		return start + plain(sample.name())
				+ sample.labels()
					.entrySet()
					.stream()
					.filter((label) -> !label.getValue().isEmpty())
					.map((label) -> separator + plain(label.getKey()) + binding + plain(label.getValue()))
					.collect(Collectors.joining());
	}

	private static String plain(String text) {
		return OTHERS.matcher(text).replaceAll("_");
	}

}
