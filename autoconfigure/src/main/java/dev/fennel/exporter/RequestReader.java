package dev.fennel.exporter;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the requests of a connection, one after the other, no further than each of them
 * goes. Strict: a line ends in CR and LF, nothing is repaired.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-2.2">RFC 9112, message
 * parsing</a>
 */
final class RequestReader {

	private static final int MAX_LINE = 8192;

	private static final int MAX_HEAD = 16384;

	private static final int BUFFER = 2048;

	private static final int URI_TOO_LONG = 414;

	private static final int HEADERS_TOO_LARGE = 431;

	private static final int BAD_REQUEST = 400;

	private static final int DELETE = 0x7f;

	private final InputStream in;

	private final byte[] buffer = new byte[BUFFER];

	private final byte[] line = new byte[MAX_LINE];

	private int position;

	private int limit;

	private int head;

	RequestReader(InputStream in) {
		this.in = in;
	}

	/**
	 * Waits for the first byte of a request, false if the client has sent its last.
	 */
	boolean awaitRequest() throws IOException {
		if (this.position == this.limit) {
			this.position = 0;
			this.limit = Math.max(this.in.read(this.buffer), 0);
		}
		return this.limit > 0;
	}

	/**
	 * Reads a request up to its body.
	 */
	RequestHead read() throws IOException, RefusedRequestException {
		this.head = 0;
		String first = readLine(URI_TOO_LONG);
		// Clients of old send an empty line after a body
		HeadParser request = new HeadParser(first.isEmpty() ? readLine(URI_TOO_LONG) : first);
		for (String header = readLine(HEADERS_TOO_LARGE); !header.isEmpty(); header = readLine(HEADERS_TOO_LARGE)) {
			request.header(header);
		}
		return request.build();
	}

	/**
	 * Reads a body and throws it away.
	 */
	void skip(long length) throws IOException {
		for (long i = 0; i < length; i++) {
			next();
		}
	}

	private String readLine(int statusWhereTooLong) throws IOException, RefusedRequestException {
		int length = 0;
		for (byte read = next(); read != '\r'; read = next()) {
			if (isControl(read)) {
				throw new RefusedRequestException(BAD_REQUEST);
			}
			if (length == MAX_LINE || ++this.head > MAX_HEAD) {
				throw new RefusedRequestException(statusWhereTooLong);
			}
			this.line[length++] = read;
		}
		if (next() != '\n') {
			throw new RefusedRequestException(BAD_REQUEST);
		}
		this.head += 2;
		return new String(this.line, 0, length, StandardCharsets.ISO_8859_1);
	}

	private static boolean isControl(byte read) {
		return (read >= 0 && read < ' ' && read != '\t') || read == DELETE;
	}

	private byte next() throws IOException {
		if (!awaitRequest()) {
			throw new EOFException();
		}
		return this.buffer[this.position++];
	}

}
