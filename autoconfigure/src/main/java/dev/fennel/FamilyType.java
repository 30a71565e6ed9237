package dev.fennel;

import java.util.Locale;

/**
 * The types of family that {@link MetricFactory} makes, with what each adds to a name.
 */
enum FamilyType {

	COUNTER("_total", ""), GAUGE("", ""), HISTOGRAM("", "le"), SUMMARY("", "quantile");

	private final String suffix;

	private final String reservedLabel;

	FamilyType(String suffix, String reservedLabel) {
		this.suffix = suffix;
		this.reservedLabel = reservedLabel;
	}

	String reservedLabel() {
		return this.reservedLabel;
	}

	/** The name without what the type adds: what the client calls the Prometheus name. */
	String baseName(String name) {
		return name.endsWith(this.suffix) ? name.substring(0, name.length() - this.suffix.length()) : name;
	}

	/** The name on the text page. */
	String pageName(String name) {
		return baseName(name) + this.suffix;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
