package dev.fennel.web;

import java.io.IOException;
import java.io.PrintWriter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a handler writes, beside the container's own stream and writer, which stay
 * in place.
 */
final class CountingResponse extends HttpServletResponseWrapper {

	private final HandlerRecord record;

	private @Nullable ServletOutputStream stream;

	private @Nullable PrintWriter writer;

	private CountingResponse(HttpServletResponse response, HandlerRecord record) {
		super(response);
		this.record = record;
	}

	/**
	 * Wraps a response, unless the container gave back one that was wrapped in an earlier
	 * dispatch.
	 */
	static HttpServletResponse wrap(HttpServletResponse response, HandlerRecord record) {
		if (response instanceof ServletResponseWrapper wrapper
				&& (wrapper instanceof CountingResponse || wrapper.isWrapperFor(CountingResponse.class))) {
			return response;
		}
		return new CountingResponse(response, record);
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		ServletOutputStream current = this.stream;
		if (current == null) {
			current = new CountingOutputStream(super.getOutputStream(), this.record);
			this.stream = current;
		}
		return current;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		PrintWriter current = this.writer;
		if (current == null) {
			PrintWriter delegate = super.getWriter();
			current = new CountingWriter(delegate, CharacterSizes.of(getCharacterEncoding()), this.record);
			this.writer = current;
		}
		return current;
	}

	@Override
	public void reset() {
		super.reset();
		this.stream = null;
		this.writer = null;
		this.record.resetBody();
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		this.record.resetBody();
	}

	@Override
	public void sendError(int status) throws IOException {
		super.sendError(status);
		this.record.discardBody();
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		super.sendError(status, message);
		this.record.discardBody();
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		super.sendRedirect(location);
		this.record.discardBody();
	}

}
