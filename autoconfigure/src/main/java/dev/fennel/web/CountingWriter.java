package dev.fennel.web;

import java.io.PrintWriter;
import java.util.Formattable;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that characters become which go to the container's writer.
 */
final class CountingWriter extends PrintWriter {

	private static final String UNDERTOW = "io.undertow.";

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
		this.record.wrote(this.sizes.of((char) character));
	}

	@Override
	public void write(char[] characters, int offset, int length) {
		this.delegate.write(characters, offset, length);
		this.record.wrote(this.sizes.of(characters, offset, length));
	}

	@Override
	public void write(char[] characters) {
		write(characters, 0, characters.length);
	}

	@Override
	public void write(String text, int offset, int length) {
		this.delegate.write(text, offset, length);
		this.record.wrote(this.sizes.of(text, offset, length));
	}

	@Override
	public void write(String text) {
		this.delegate.write(text);
		count(text);
	}

	@Override
	public void println() {
		this.delegate.println();
		count(this.delegate.getClass().getName().startsWith(UNDERTOW) ? "\r\n" : System.lineSeparator());
	}

	@Override
	public PrintWriter format(String format, @Nullable Object... arguments) {
		return format(localeOf(this.delegate), format, arguments);
	}

	@Override
	public PrintWriter printf(String format, @Nullable Object... arguments) {
		return format(format, arguments);
	}

	/**
	 * The locale in which a writer formats where it is not told: that of the response on
	 * Jetty, else that of the JVM. A value that is nothing when it is formatted sees it.
	 */
	private static @Nullable Locale localeOf(PrintWriter writer) {
		AtomicReference<@Nullable Locale> locale = new AtomicReference<>();
		Formattable probe = (formatter, flags, width, precision) -> locale.set(formatter.locale());
		writer.format("%s", probe);
		return locale.get();
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

	private void count(String text) {
		this.record.wrote(this.sizes.of(text, 0, text.length()));
	}

}
