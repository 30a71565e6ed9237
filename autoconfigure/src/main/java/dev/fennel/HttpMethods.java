package dev.fennel;

import java.util.List;

/**
 * The values of the label {@code method}, of requests that come in and of those that go
 * out: the methods of RFC 9110 and PATCH (RFC 5789), any other as {@code other}.
 *
 * @since 0.1.0
 */
public final class HttpMethods {

	/** The values. */
	public static final List<String> VALUES = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS",
			"CONNECT", "PATCH", "other");

	/** The position of HEAD. */
	public static final int HEAD = 1;

	private static final int OTHER = VALUES.size() - 1;

	private HttpMethods() {
	}

	/**
	 * Returns the position of a method in {@link #VALUES}.
	 * @param method the method as it was sent
	 * @return the position, that of {@code other} for a method that is not known
	 */
	public static int index(String method) {
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
	 * Returns whether requests with a method have a body only if they say so.
	 * @param index the position of the method
	 * @return whether a body is unusual
	 */
	public static boolean isBodyUnusual(int index) {
		return index <= HEAD || index == 5 || index == 6;
	}

}
