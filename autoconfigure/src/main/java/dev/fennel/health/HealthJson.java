package dev.fennel.health;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.fennel.PageResponse;

/**
 * What is answered, as JSON.
 */
final class HealthJson {

	private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json", "Cache-Control",
			"no-store");

	private HealthJson() {
	}

	static PageResponse response(int status, String json) {
		return new PageResponse(status, HEADERS, json.getBytes(StandardCharsets.UTF_8));
	}

	static String status(String status) {
		return "{\"status\":" + quoted(status) + "}";
	}

	static String details(String status, List<CheckResult> results) {
		return "{\"status\":" + quoted(status) + ",\"checks\":"
				+ results.stream().map(HealthJson::check).collect(Collectors.joining(",", "{", "}")) + "}";
	}

	private static String check(CheckResult result) {
		String error = (result.error() != null) ? ",\"error\":" + quoted(result.error()) : "";
		return quoted(result.name()) + ":{\"status\":" + quoted(result.status()) + ",\"milliseconds\":"
				+ TimeUnit.NANOSECONDS.toMillis(result.nanos()) + error + "}";
	}

	private static String quoted(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.chars().forEach((c) -> {
			if (c == '"' || c == '\\') {
				quoted.append('\\').append((char) c);
			}
			else if (c < ' ') {
				quoted.append("\\u%04x".formatted(c));
			}
			else {
				quoted.append((char) c);
			}
		});
		return quoted.append('"').toString();
	}

}
