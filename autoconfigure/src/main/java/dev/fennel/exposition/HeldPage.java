package dev.fennel.exposition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A page in memory. Once it is whole, many may send it at once.
 */
final class HeldPage extends ByteArrayOutputStream {

	HeldPage(int size) {
		super(size);
	}

	/** Holds no lock while a client reads. */
	@Override
	@SuppressWarnings("UnsynchronizedOverridesSynchronized")
	public void writeTo(OutputStream out) throws IOException {
		out.write(this.buf, 0, this.count);
	}

}
