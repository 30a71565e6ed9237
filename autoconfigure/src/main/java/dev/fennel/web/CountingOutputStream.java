package dev.fennel.web;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * Counts the bytes that go to the container's stream.
 */
final class CountingOutputStream extends ServletOutputStream {

	private final ServletOutputStream delegate;

	private final HandlerRecord record;

	CountingOutputStream(ServletOutputStream delegate, HandlerRecord record) {
		this.delegate = delegate;
		this.record = record;
	}

	@Override
	public void write(int value) throws IOException {
		this.delegate.write(value);
		this.record.wrote(1);
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		this.delegate.write(bytes);
		this.record.wrote(bytes.length);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.delegate.write(bytes, offset, length);
		this.record.wrote(length);
	}

	@Override
	public void flush() throws IOException {
		this.delegate.flush();
	}

	@Override
	public void close() throws IOException {
		this.delegate.close();
	}

	@Override
	public boolean isReady() {
		return this.delegate.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.delegate.setWriteListener(listener);
	}

}
