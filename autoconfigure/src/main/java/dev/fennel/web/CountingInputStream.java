package dev.fennel.web;

import java.io.IOException;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * Counts the bytes that come from the container's stream, and notes its failures.
 */
final class CountingInputStream extends ServletInputStream {

	private final ServletInputStream delegate;

	private final HandlerRecord record;

	CountingInputStream(ServletInputStream delegate, HandlerRecord record) {
		this.delegate = delegate;
		this.record = record;
	}

	@Override
	public int read() throws IOException {
		try {
			int value = this.delegate.read();
			this.record.read((value >= 0) ? 1 : 0);
			return value;
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		try {
			int count = this.delegate.read(buffer, offset, length);
			this.record.read(count);
			return count;
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
	}

	@Override
	public int available() throws IOException {
		return this.delegate.available();
	}

	@Override
	public void close() throws IOException {
		this.delegate.close();
	}

	@Override
	public boolean isFinished() {
		return this.delegate.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void setReadListener(ReadListener listener) {
		this.delegate.setReadListener(listener);
	}

}
