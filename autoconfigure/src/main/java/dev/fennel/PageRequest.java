package dev.fennel;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, whatever server it asks.
 *
 * @param method the HTTP method
 * @param path the path, without the query, decoded
 * @param parameters the parameters of the query by name, decoded
 * @param headers the headers by name, whose case does not matter; several of one name
 * joined by commas
 * @since 0.1.0
 */
public record PageRequest(String method, String path, Map<String, List<String>> parameters,
		Map<String, String> headers) {

	/**
	 * Creates the request.
	 */
	public PageRequest {
		parameters = Map.copyOf(parameters);
		Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, value) -> byName.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b));
		headers = Collections.unmodifiableMap(byName);
	}

	/**
	 * Returns a header.
	 * @param name its name
	 * @return its value, null if there is none
	 */
	public @Nullable String header(String name) {
		return this.headers.get(name);
	}

	/**
	 * Returns the values of a parameter.
	 * @param name its name
	 * @return the values, none if it is not there
	 */
	public List<String> parameter(String name) {
		return this.parameters.getOrDefault(name, List.of());
	}

	/**
	 * Without headers, some of which are secret.
	 */
	@Override
	public String toString() {
		return "PageRequest[method=%s, path=%s, parameters=%s]".formatted(this.method, this.path, this.parameters);
	}

}
