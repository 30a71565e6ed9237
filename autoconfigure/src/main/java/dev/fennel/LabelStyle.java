package dev.fennel;

/**
 * The names of the labels that HTTP families have.
 *
 * @since 0.1.0
 */
public enum LabelStyle {

	/** The short names: {@code method}, {@code route}, {@code status}, {@code scheme}. */
	SHORT,

	/**
	 * The names of OpenTelemetry's semantic conventions for HTTP, as Prometheus shows
	 * them.
	 *
	 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/">HTTP
	 * metrics</a>
	 */
	OTEL;

	/**
	 * Returns a label's name in this style.
	 * @param shortName the short name
	 * @return the name to use
	 */
	public String name(String shortName) {
		if (this == SHORT) {
			return shortName;
		}
		return switch (shortName) {
			case "method" -> "http_request_method";
			case "route" -> "http_route";
			case "status" -> "http_response_status_code";
			case "scheme" -> "url_scheme";
			default -> shortName;
		};
	}

}
