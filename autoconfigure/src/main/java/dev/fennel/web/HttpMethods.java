package dev.fennel.web;

import java.util.List;

/**
 * The values of the label {@code method}: the methods of RFC 9110 and PATCH (RFC 5789),
 * any other as {@code other}.
 */
final class HttpMethods {

	static final List<String> VALUES = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT",
			"PATCH", "other");

	static final int HEAD = 1;

	private static final int OTHER = VALUES.size() - 1;

	private HttpMethods() {
	}

	/**
	 * The position of a method in {@link #VALUES}.
	 */
	static int index(String method) {
		return switch (method) {
			case "GET" -> 0;
			case "HEAD" -> HEAD;
			case "POST" -> 2;
			case "PUT" -> 3;
			case "DELETE" -> 4;
			case "TRACE" -> 5;
			case "OPTIONS" -> 6;
			case "CONNECT" -> 7;
			case "PATCH" -> 8;
			default -> OTHER;
		};
	}

	/**
	 * Whether requests with this method have a body only if they say so.
	 */
	static boolean isBodyUnusual(int index) {
		return index <= HEAD || index == 5 || index == 6;
	}

}
