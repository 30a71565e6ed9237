package dev.fennel.exporter;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Sends each piece that is written as a chunk. What is not ended is seen to be cut off.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, chunked
 * transfer coding</a>
 */
final class ChunkedStream extends FilterOutputStream {

	private static final byte[] LINE_END = { '\r', '\n' };

	private static final byte[] LAST = { '0', '\r', '\n', '\r', '\n' };

	ChunkedStream(OutputStream out) {
		super(out);
	}

	@Override
	public void write(int single) throws IOException {
		write(new byte[] { (byte) single }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		if (length > 0) {
			this.out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
			this.out.write(LINE_END);
			this.out.write(bytes, offset, length);
			this.out.write(LINE_END);
		}
	}

	/** Chunks go on their way as they fill the buffer behind. */
	@Override
	public void flush() {
		// nothing
	}

	/**
	 * Says that nothing follows.
	 */
	void end() throws IOException {
		this.out.write(LAST);
	}

}
