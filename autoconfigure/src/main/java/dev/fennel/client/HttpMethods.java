package dev.fennel.client;

import java.util.List;

/**
 * The values of the label {@code method}.
 */
final class HttpMethods {

	static final List<String> VALUES = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT",
			"PATCH", "other");

	private HttpMethods() {
	}

	/**
	 * The position of a method in {@link #VALUES}.
	 */
	static int index(String method) {
		int index = VALUES.indexOf(method);
		return (index >= 0) ? index : VALUES.size() - 1;
	}

}
