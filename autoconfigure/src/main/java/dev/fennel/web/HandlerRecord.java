package dev.fennel.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a request behind all filters.
 */
final class HandlerRecord {

	private static final int FIRST_ERROR = 400;

	private final long start = System.nanoTime();

	private final boolean head;

	private final long declaredLength;

	private long end;

	private long bytesRead;

	private long bytesWritten;

	private boolean bodyDiscarded;

	private boolean streamed;

	private boolean resource;

	private @Nullable String route;

	private @Nullable Throwable countedException;

	HandlerRecord(boolean head, long declaredLength) {
		this.head = head;
		this.declaredLength = declaredLength;
	}

	/**
	 * A handler was found. The first one is what the client asked for; what it forwards
	 * to is not.
	 */
	void handlerFound(String pattern, boolean resource) {
		if (this.route == null) {
			this.route = pattern;
			this.resource = resource;
		}
	}

	/**
	 * A dispatch has left the inner filter, for good or to go on asynchronously.
	 */
	void dispatched(boolean asyncStarted) {
		this.end = asyncStarted ? 0 : System.nanoTime();
	}

	/**
	 * An exception ended a dispatch and the body so far will not be sent.
	 */
	void failed(HttpServletResponse response) {
		if (!response.isCommitted()) {
			discardBody();
		}
	}

	void streamed() {
		this.streamed = true;
	}

	void read(long bytes) {
		if (bytes > 0) {
			this.bytesRead += bytes;
		}
	}

	void wrote(long bytes) {
		this.bytesWritten += bytes;
	}

	void resetBody() {
		this.bytesWritten = 0;
	}

	/**
	 * What was written is thrown away, and so is what will be.
	 */
	void discardBody() {
		this.bodyDiscarded = true;
	}

	/**
	 * Whether an exception is counted for the first time.
	 */
	boolean isNew(Throwable exception) {
		boolean isNew = this.countedException != exception;
		this.countedException = exception;
		return isNew;
	}

	/**
	 * The time behind all filters, until now where no dispatch was the last.
	 */
	long nanos(long now) {
		return ((this.end != 0) ? this.end : now) - this.start;
	}

	@Nullable String route() {
		return this.route;
	}

	/**
	 * The route, unless it is that of a resource handler which had nothing to serve.
	 */
	@Nullable String route(int status) {
		return (this.resource && status >= FIRST_ERROR) ? null : this.route;
	}

	boolean hasDeclaredLength() {
		return this.declaredLength >= 0;
	}

	long requestBodySize() {
		return hasDeclaredLength() ? this.declaredLength : this.bytesRead;
	}

	long responseBodySize() {
		return (this.head || this.bodyDiscarded) ? 0 : this.bytesWritten;
	}

	boolean isStreamed() {
		return this.streamed;
	}

	/**
	 * The content type of what the handler wrote, not that of an error page.
	 */
	@Nullable String contentType(HttpServletResponse response) {
		return this.bodyDiscarded ? null : response.getContentType();
	}

}
