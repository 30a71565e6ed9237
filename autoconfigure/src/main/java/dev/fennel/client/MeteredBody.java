package dev.fennel.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer, which tells when it was read to its end, was closed or broke
 * off.
 */
final class MeteredBody extends FilterInputStream {

	private final HttpCall call;

	MeteredBody(InputStream delegate, HttpCall call) {
		super(delegate);
		this.call = call;
	}

	@Override
	public int read() throws IOException {
		try {
			return seen(super.read());
		}
		catch (IOException ex) {
			this.call.end();
			throw ex;
		}
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		try {
			return seen(super.read(bytes, offset, length));
		}
		catch (IOException ex) {
			this.call.end();
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		try {
			super.close();
		}
		finally {
			this.call.end();
		}
	}

	private int seen(int read) {
		if (read < 0) {
			this.call.end();
		}
		return read;
	}

}
