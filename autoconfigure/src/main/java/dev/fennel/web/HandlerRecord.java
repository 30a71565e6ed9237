package dev.fennel.web;

import java.io.IOException;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * What happened to a request behind all filters.
 */
final class HandlerRecord {

	private static final int FIRST_ERROR = 400;

	private final long start = System.nanoTime();

	private final boolean head;

	private final boolean lengthDeclared;

	private long end;

	private long requestBytes;

	private long bytesWritten;

	private boolean bodyDiscarded;

	private boolean streamed;

	private boolean disconnected;

	private boolean resource;

	private final @Nullable Labels exemplar;

	private @Nullable String route;

	private @Nullable Throwable countedException;

	HandlerRecord(boolean head, long declaredLength, @Nullable Labels exemplar) {
		this.exemplar = exemplar;
		this.head = head;
		this.lengthDeclared = declaredLength >= 0;
		this.requestBytes = Math.max(0, declaredLength);
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
	 * What a dispatch has left is the outcome of the handler, whatever an error page
	 * makes of it. The route of a resource handler counts only where it had something to
	 * serve.
	 */
	void left(HttpServletResponse response, boolean failed) {
		if (this.resource && (failed || response.getStatus() >= FIRST_ERROR)) {
			this.route = null;
		}
		if (failed && !response.isCommitted()) {
			discardBody();
		}
	}

	void streamed() {
		this.streamed = true;
	}

	void read(long bytes) {
		if (bytes > 0 && !this.lengthDeclared) {
			this.requestBytes += bytes;
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
	 * The container failed to read from the client or to write to it.
	 * @return what it threw
	 */
	IOException disconnected(IOException failure) {
		this.disconnected = true;
		return failure;
	}

	/**
	 * Whether an exception comes of a client that has hung up, and not of a file or of
	 * another connection.
	 */
	boolean isDisconnection(Throwable exception) {
		for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
			if (cause instanceof AsyncRequestNotUsableException
					|| (this.disconnected && cause instanceof IOException)) {
				return true;
			}
		}
		return false;
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
	 * Records a duration of this request.
	 */
	void observe(DistributionDataPoint durations, double seconds) {
		if (this.exemplar != null) {
			durations.observeWithExemplar(seconds, this.exemplar);
		}
		else {
			durations.observe(seconds);
		}
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

	boolean hasDeclaredLength() {
		return this.lengthDeclared;
	}

	long requestBodySize() {
		return this.requestBytes;
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
