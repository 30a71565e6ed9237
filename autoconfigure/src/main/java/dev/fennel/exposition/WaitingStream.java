package dev.fennel.exposition;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Keeps count of the time for which a client lets its page wait. What is behind it
 * decides when it goes on its way, and until then a page that fails can be an error.
 */
final class WaitingStream extends FilterOutputStream {

	private long waited;

	WaitingStream(OutputStream out) {
		super(out);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		long start = System.nanoTime();
		this.out.write(bytes, offset, length);
		this.waited += System.nanoTime() - start;
	}

	@Override
	public void flush() {
		// left to what is behind
	}

	/**
	 * Returns for how long it has waited for the client.
	 * @return nanoseconds
	 */
	long waited() {
		return this.waited;
	}

}
