package dev.fennel.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Method;

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

	/** The stream or the writer: a container gives no more than one of them. */
	private @Nullable Closeable body;

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
		if (this.body instanceof CountingOutputStream stream) {
			return stream;
		}
		CountingOutputStream stream = new CountingOutputStream(super.getOutputStream(), getResponse(), this.record);
		this.body = stream;
		return stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		Method closing = Containers.closingAfterForward(getResponse());
		if (closing != null) {
			return new ForwardEnd(closing, getResponse(), this.record);
		}
		if (this.body instanceof CountingWriter writer) {
			return writer;
		}
		PrintWriter delegate = super.getWriter();
		CountingWriter writer = new CountingWriter(delegate, CharacterSizes.of(getCharacterEncoding()), this.record);
		this.body = writer;
		return writer;
	}

	@Override
	public void flushBuffer() throws IOException {
		try {
			super.flushBuffer();
		}
		catch (IOException ex) {
			throw this.record.disconnected(ex);
		}
	}

	@Override
	public void reset() {
		super.reset();
		this.body = null;
		this.record.resetBody();
	}

	/** Undertow does not always refuse it after bytes were sent, which stay counted. */
	@Override
	public void resetBuffer() {
		boolean sent = isCommitted();
		super.resetBuffer();
		if (!sent) {
			this.record.resetBody();
		}
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
