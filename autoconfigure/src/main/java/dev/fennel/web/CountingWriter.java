package dev.fennel.web;

import java.io.PrintWriter;
import java.nio.CharBuffer;

/**
 * Counts the bytes that characters become which go to the container's writer.
 */
final class CountingWriter extends PrintWriter {

	private static final String NEW_LINE = System.lineSeparator();

	private final PrintWriter delegate;

	private final CharacterSizes sizes;

	private final HandlerRecord record;

	CountingWriter(PrintWriter delegate, CharacterSizes sizes, HandlerRecord record) {
		super(delegate);
		this.delegate = delegate;
		this.sizes = sizes;
		this.record = record;
	}

	@Override
	public void write(int character) {
		this.delegate.write(character);
		count(String.valueOf((char) character), 0, 1);
	}

	@Override
	public void write(char[] characters, int offset, int length) {
		this.delegate.write(characters, offset, length);
		count(CharBuffer.wrap(characters, offset, length), 0, length);
	}

	@Override
	public void write(char[] characters) {
		write(characters, 0, characters.length);
	}

	@Override
	public void write(String text, int offset, int length) {
		this.delegate.write(text, offset, length);
		count(text, offset, offset + length);
	}

	@Override
	public void write(String text) {
		this.delegate.write(text);
		count(text, 0, text.length());
	}

	@Override
	public void println() {
		this.delegate.println();
		count(NEW_LINE, 0, NEW_LINE.length());
	}

	@Override
	public void flush() {
		this.delegate.flush();
	}

	@Override
	public void close() {
		this.delegate.close();
	}

	@Override
	public boolean checkError() {
		return this.delegate.checkError();
	}

	private void count(CharSequence text, int start, int end) {
		this.record.wrote(this.sizes.of(text, start, end));
	}

}
