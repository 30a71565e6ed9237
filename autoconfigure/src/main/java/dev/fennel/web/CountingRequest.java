package dev.fennel.web;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

import dev.fennel.HttpMethods;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a handler reads of a body whose length the client did not declare, and
 * notes where the client leaves off.
 */
final class CountingRequest extends HttpServletRequestWrapper {

	private final HandlerRecord record;

	private @Nullable ServletInputStream stream;

	private @Nullable BufferedReader reader;

	private CountingRequest(HttpServletRequest request, HandlerRecord record) {
		super(request);
		this.record = record;
	}

	static HttpServletRequest wrap(HttpServletRequest request, HandlerRecord record) {
		if (!mayHaveBody(request, record)) {
			return request;
		}
		if (request instanceof ServletRequestWrapper wrapper
				&& (wrapper instanceof CountingRequest || wrapper.isWrapperFor(CountingRequest.class))) {
			return request;
		}
		return new CountingRequest(request, record);
	}

	/**
	 * The length that the client declares, 0 where it is garbage, negative for none.
	 */
	static long declaredLength(HttpServletRequest request) {
		try {
			return request.getContentLengthLong();
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static boolean mayHaveBody(HttpServletRequest request, HandlerRecord record) {
		if (record.hasDeclaredLength()) {
			return record.requestBodySize() > 0;
		}
		return !HttpMethods.isBodyUnusual(HttpMethods.index(request.getMethod()))
				|| request.getHeader("Transfer-Encoding") != null;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		ServletInputStream current = this.stream;
		if (current == null) {
			current = new CountingInputStream(super.getInputStream(), this.record);
			this.stream = current;
		}
		return current;
	}

	@Override
	public BufferedReader getReader() throws IOException {
		BufferedReader current = this.reader;
		if (current == null) {
			current = new BufferedReader(
					new CountingReader(super.getReader(), CharacterSizes.of(getCharacterEncoding()), this.record));
			this.reader = current;
		}
		return current;
	}

	/**
	 * Counts the bytes of which the characters were made that are read.
	 */
	private static final class CountingReader extends FilterReader {

		private final CharacterSizes sizes;

		private final HandlerRecord record;

		private CountingReader(Reader delegate, CharacterSizes sizes, HandlerRecord record) {
			super(delegate);
			this.sizes = sizes;
			this.record = record;
		}

		@Override
		public int read(char[] buffer, int offset, int length) throws IOException {
			try {
				int count = super.read(buffer, offset, length);
				if (count > 0) {
					this.record.read(this.sizes.of(buffer, offset, count));
				}
				return count;
			}
			catch (IOException ex) {
				throw this.record.disconnected(ex);
			}
		}

	}

}
