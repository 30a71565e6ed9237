package dev.fennel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What to answer, whatever server asks. A body that is whole can no longer fail after the
 * status was sent; one that is streamed can, and then ends without its end.
 *
 * @since 0.1.0
 */
public final class PageResponse {

	/** The length of a body that is streamed. */
	public static final long UNKNOWN_LENGTH = -1;

	private static final byte[] NO_BODY = {};

	private final int status;

	private final Map<String, String> headers;

	private final PageBody body;

	private final long length;

	/**
	 * Creates a response whose body is made while it is sent.
	 * @param status the HTTP status
	 * @param headers the headers, without the length
	 * @param body the body, which may be written more than once, or not at all
	 * @param length how many bytes it writes, or {@value #UNKNOWN_LENGTH}
	 */
	public PageResponse(int status, Map<String, String> headers, PageBody body, long length) {
		this.status = status;
		this.headers = Map.copyOf(headers);
		this.body = body;
		this.length = length;
	}

	/**
	 * Creates a response with a whole body.
	 * @param status the HTTP status
	 * @param headers the headers, without the length
	 * @param body the body, which is not sent where the method is HEAD; not copied
	 */
	public PageResponse(int status, Map<String, String> headers, byte[] body) {
		this(status, headers, (out) -> out.write(body), body.length);
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

	/**
	 * Returns the status.
	 * @return the HTTP status
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns the headers.
	 * @return the headers, without the length
	 */
	public Map<String, String> headers() {
		return this.headers;
	}

	/**
	 * Returns how long the body is.
	 * @return bytes, {@value #UNKNOWN_LENGTH} for a body that is streamed
	 */
	public long length() {
		return this.length;
	}

	/**
	 * Writes the body.
	 * @param out where it goes; not closed
	 * @throws IOException if it cannot be written, or not to its end
	 */
	public void writeBody(OutputStream out) throws IOException {
		this.body.writeTo(out);
	}

	/**
	 * Returns the same response with a body that is whole.
	 * @return the response, of a known length
	 */
	public PageResponse whole() {
		return (this.length != UNKNOWN_LENGTH) ? this : new PageResponse(this.status, this.headers, body());
	}

	/**
	 * Returns the body, all of it at once.
	 * @return the bytes
	 */
	public byte[] body() {
		ByteArrayOutputStream whole = new ByteArrayOutputStream(Math.max((int) this.length, 0));
		try {
			this.body.writeTo(whole);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return whole.toByteArray();
	}

}
