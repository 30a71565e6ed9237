package dev.fennel.web;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;

/**
 * Counts the bytes that go to the container's stream, and notes its failures.
 */
final class CountingOutputStream extends ServletOutputStream {

	private static final String NEW_LINE = "\r\n";

	/** Jetty up to 12.0, whose lines end in the charset of the response too. */
	private static final String ENCODING_NEW_LINES = "org.eclipse.jetty.ee10.";

	/** Whether streams of a class print in a way of their own, as Jetty's do. */
	private static final ClassValue<Boolean> PRINTERS = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			try {
				return type.getMethod("print", String.class).getDeclaringClass() != ServletOutputStream.class;
			}
			catch (NoSuchMethodException ex) {
				return false;
			}
		}

	};

	private final ServletOutputStream delegate;

	private final ServletResponse response;

	private final HandlerRecord record;

	CountingOutputStream(ServletOutputStream delegate, ServletResponse response, HandlerRecord record) {
		this.delegate = delegate;
		this.response = response;
		this.record = record;
	}

	@Override
	public void write(int value) throws IOException {
		try {
			this.delegate.write(value);
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
		this.record.wrote(1);
	}

	@Override
	public void write(byte[] bytes) throws IOException {
		try {
			this.delegate.write(bytes);
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
		this.record.wrote(bytes.length);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		try {
			this.delegate.write(bytes, offset, length);
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
		this.record.wrote(length);
	}

	/**
	 * All other methods that print come here or to {@link #println(String)}. A byte for
	 * each character, as the servlet API has it, or in the charset of the response.
	 */
	@Override
	public void print(String text) throws IOException {
		if (!PRINTERS.get(this.delegate.getClass())) {
			super.print(text);
			return;
		}
		try {
			this.delegate.print(text);
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
		this.record.wrote(size(text));
	}

	@Override
	public void println(String text) throws IOException {
		if (!PRINTERS.get(this.delegate.getClass())) {
			super.println(text);
			return;
		}
		try {
			this.delegate.println(text);
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
		boolean encoded = this.delegate.getClass().getName().startsWith(ENCODING_NEW_LINES);
		this.record.wrote(encoded ? size(text + NEW_LINE) : size(text) + NEW_LINE.length());
	}

	private long size(String text) {
		String printed = String.valueOf(text);
		return CharacterSizes.of(this.response.getCharacterEncoding()).of(printed, 0, printed.length());
	}

	@Override
	public void flush() throws IOException {
		try {
			this.delegate.flush();
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
	}

	@Override
	public void close() throws IOException {
		try {
			this.delegate.close();
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
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
