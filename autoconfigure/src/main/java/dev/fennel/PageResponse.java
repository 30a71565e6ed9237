package dev.fennel;

import java.util.Map;

/**
 * What to answer, whatever server asks. The body is whole: nothing can fail after the
 * status was sent.
 *
 * @param status the HTTP status
 * @param headers the headers, without the length
 * @param body the body, which is not sent where the method is HEAD; not copied
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
public record PageResponse(int status, Map<String, String> headers, byte[] body) {

	private static final byte[] NO_BODY = {};

	/**
	 * Creates the response.
	 */
	public PageResponse {
		headers = Map.copyOf(headers);
	}

	/**
	 * Creates a response without a body.
	 * @param status the HTTP status
	 * @param headers the headers
	 * @return the response
	 */
	public static PageResponse empty(int status, Map<String, String> headers) {
		return new PageResponse(status, headers, NO_BODY);
	}

}
