package dev.fennel;

import java.util.Locale;

/**
 * The types of family that {@link MetricFactory} makes, with what each adds to a name.
 */
enum FamilyType {

	COUNTER("_total", ""), GAUGE("", ""), HISTOGRAM("", "le"), SUMMARY("", "quantile"), INFO("_info", ""),
	STATESET("", "");

	private final String suffix;

	private final String reservedLabel;

	FamilyType(String suffix, String reservedLabel) {
		this.suffix = suffix;
		this.reservedLabel = reservedLabel;
	}

	/** The label that the samples of a family have beside its own. */
	String reservedLabel(String baseName) {
		return (this == STATESET) ? baseName : this.reservedLabel;
	}

	/** The type as part of a sentence. */
	String withArticle() {
		return ((this == INFO) ? "an " : "a ") + this;
	}

	/** The name without what the type adds: what the client calls the Prometheus name. */
	String baseName(String name) {
		return name.endsWith(this.suffix) ? name.substring(0, name.length() - this.suffix.length()) : name;
	}

	/** The name on the text page. */
	String pageName(String name) {
		return baseName(name) + this.suffix;
	}

	/** Whether a family without labels is on the page also when its point was removed. */
	boolean isAlwaysShown() {
		return this == COUNTER || this == HISTOGRAM;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
