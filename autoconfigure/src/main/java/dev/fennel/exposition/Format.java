package dev.fennel.exposition;

import dev.fennel.exposition.HeaderRanges.Range;

/**
 * The formats of the page, in the order of preference for equal weights.
 */
enum Format {

	/** Prometheus text format. */
	TEXT("text/plain", "0.0.4", "text/plain; version=0.0.4; charset=utf-8"),

	/** The same text under the version that Prometheus 3 asks for. */
	TEXT_1_0("text/plain", "1.0.0", "text/plain; version=1.0.0; charset=utf-8"),

	/** OpenMetrics text. */
	OPENMETRICS("application/openmetrics-text", "1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8"),

	/** Delimited protobuf. */
	PROTOBUF("application/vnd.google.protobuf", "",
			"application/vnd.google.protobuf; " + "proto=io.prometheus.client.MetricFamily; encoding=delimited");

	private static final int EXACT = 3;

	private final String type;

	private final String version;

	private final String contentType;

	Format(String type, String version, String contentType) {
		this.type = type;
		this.version = version;
		this.contentType = contentType;
	}

	String contentType() {
		return this.contentType;
	}

	/**
	 * How precisely a range names this format: 0 for not at all, else the more the more
	 * precise.
	 */
	int specificity(Range range) {
		if (range.value().equals("*/*")) {
			return (this != TEXT_1_0) ? 1 : 0;
		}
		if (range.value().equals(this.type.substring(0, this.type.indexOf('/')) + "/*")) {
			return (this != TEXT_1_0) ? 2 : 0;
		}
		return range.value().equals(this.type) ? specificityOfParameters(range) : 0;
	}

	private int specificityOfParameters(Range range) {
		if (this == PROTOBUF) {
			return isDelimitedFamily(range) ? EXACT : 0;
		}
		String asked = range.parameter("version");
		if (asked.isEmpty()) {
			return (this != TEXT_1_0) ? EXACT : 0;
		}
		return asked.equals(this.version) ? EXACT + 1 : 0;
	}

	private static boolean isDelimitedFamily(Range range) {
		return matches(range, "proto", "io.prometheus.client.MetricFamily") && matches(range, "encoding", "delimited");
	}

	private static boolean matches(Range range, String parameter, String value) {
		String asked = range.parameter(parameter);
		return asked.isEmpty() || asked.equals(value);
	}

}
