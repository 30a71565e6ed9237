package dev.fennel.web;

import java.io.IOException;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/**
 * Counts the bytes that come from the container's stream.
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
		int value = this.delegate.read();
		this.record.read((value >= 0) ? 1 : 0);
		return value;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int count = this.delegate.read(buffer, offset, length);
		this.record.read(count);
		return count;
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
