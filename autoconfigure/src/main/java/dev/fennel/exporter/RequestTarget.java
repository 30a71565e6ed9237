package dev.fennel.exporter;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The target of a request, taken apart. Paths are compared as they are: neither dots nor
 * double slashes are resolved, nor is an encoded slash one.
 *
 * @param path the path, decoded
 * @param parameters the parameters of the query by name, decoded
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2">RFC 9112, request
 * target</a>
 */
record RequestTarget(String path, Map<String, List<String>> parameters) {

	private static final Pattern TARGET = Pattern
		.compile("(?:https?://[^/?#]+(?=[/?]|$))?((?:/[^?#]*)?)(?:\\?([^#]*))?", Pattern.CASE_INSENSITIVE);

	private static final String ENCODED_SLASH = "%2f";

	private static final int BAD_REQUEST = 400;

	static RequestTarget parse(String target) throws RefusedRequestException {
		if (target.equals("*")) {
			return new RequestTarget(target, Map.of());
		}
		Matcher matcher = TARGET.matcher(target);
		if (!matcher.matches() || (matcher.group(1).isEmpty() && target.startsWith("?"))) {
			throw new RefusedRequestException(BAD_REQUEST);
		}
		String path = matcher.group(1);
		String query = matcher.group(2);
		return new RequestTarget(path.isEmpty() ? "/" : path(path), (query != null) ? parameters(query) : Map.of());
	}

	private static String path(String raw) throws RefusedRequestException {
		if (raw.toLowerCase(Locale.ROOT).contains(ENCODED_SLASH)) {
			throw new RefusedRequestException(BAD_REQUEST);
		}
		return decoded(raw.replace("+", "%2B"));
	}

	private static Map<String, List<String>> parameters(String query) throws RefusedRequestException {
		Map<String, List<String>> parameters = new HashMap<>();
		for (String pair : query.split("&", -1)) {
			String[] parts = pair.split("=", 2);
			parameters.computeIfAbsent(decoded(parts[0]), (key) -> new ArrayList<>())
				.add((parts.length > 1) ? decoded(parts[1]) : "");
		}
		return parameters;
	}

	private static String decoded(String text) throws RefusedRequestException {
		try {
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedRequestException(BAD_REQUEST);
		}
	}

}
