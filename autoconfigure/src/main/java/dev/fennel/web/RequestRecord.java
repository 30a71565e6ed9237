package dev.fennel.web;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import dev.fennel.CompletedRequest;
import dev.fennel.HttpMethods;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request, on one attribute for both filters. It is completed once,
 * by whichever comes first: the last dispatch that ends without asynchronous processing
 * and leaves an answer, the error dispatch that follows one without, the end of a request
 * that has neither, or the container's word that asynchronous processing is complete.
 */
final class RequestRecord implements AsyncListener {

	private static final double NANOS_PER_SECOND = 1e9;

	private static final int FIRST_ERROR = 400;

	private static final int INTERNAL_SERVER_ERROR = 500;

	private static final int LEFT = 1;

	private static final int COMPLETE = 2;

	private static final int TOLD = 4;

	private static final VarHandle STATE;

	static {
		try {
			STATE = MethodHandles.lookup().findVarHandle(RequestRecord.class, "state", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final RequestMetrics metrics;

	private final int method;

	private final long start;

	private volatile int state;

	private @Nullable Throwable error;

	private @Nullable HandlerRecord handler;

	/** Where the container has yet to answer an exception or a refusal. */
	private @Nullable HttpServletResponse unanswered;

	private RequestRecord(RequestMetrics metrics, int method) {
		this.metrics = metrics;
		this.method = method;
		this.start = System.nanoTime();
	}

	/**
	 * Starts the record of a request that has just arrived.
	 */
	static RequestRecord start(RequestMetrics metrics, HttpServletRequest request) {
		RequestRecord record = new RequestRecord(metrics, HttpMethods.index(request.getMethod()));
		RecordAttribute.set(request, record);
		metrics.outer().arrived(record.method);
		return record;
	}

	/**
	 * Whether the request has left the application, but for an error page.
	 */
	boolean hasLeft() {
		return (this.state & LEFT) != 0;
	}

	int method() {
		return this.method;
	}

	RequestMetrics metrics() {
		return this.metrics;
	}

	@Nullable HandlerRecord handler() {
		return this.handler;
	}

	/**
	 * The request has passed all filters, for the first time or once more.
	 */
	HandlerRecord handlerReached(HttpServletRequest request) {
		HandlerRecord current = this.handler;
		if (current == null) {
			current = new HandlerRecord(this.method == HttpMethods.HEAD, CountingRequest.declaredLength(request),
					this.metrics.exemplar());
			this.metrics.inner().reached(this.method, request);
			this.handler = current;
		}
		return current;
	}

	/**
	 * A dispatch of the request has left the outer filter.
	 */
	void dispatched(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable thrown) {
		if (thrown != null) {
			this.error = thrown;
			this.unanswered = response;
		}
		if (request.isAsyncStarted() && listen(request, response)) {
			return;
		}
		if (isAnswered(response, thrown)) {
			complete(request, response, response.getStatus());
		}
		else if (this.metrics.hearsOfEnds()) {
			this.unanswered = response;
		}
		else {
			boolean unseen = thrown != null && !response.isCommitted();
			complete(request, response, unseen ? INTERNAL_SERVER_ERROR : response.getStatus());
		}
		leave();
	}

	/**
	 * Whether the client gets the response as it is. After {@code sendError}, which makes
	 * it seem committed, the container may have an error page answer. What was sent
	 * before an exception stays, even where Tomcat says later that it was 500.
	 */
	private boolean isAnswered(HttpServletResponse response, @Nullable Throwable thrown) {
		boolean refused = response.getStatus() >= FIRST_ERROR;
		if (thrown != null) {
			return (this.handler != null && this.handler.isDisconnection(thrown))
					|| (response.isCommitted() && !refused);
		}
		return !refused || !response.isCommitted();
	}

	/**
	 * Asks to be told of the end, unless another thread has brought it about already.
	 */
	private boolean listen(HttpServletRequest request, HttpServletResponse response) {
		try {
			request.getAsyncContext().addListener(this, request, response);
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	/**
	 * The error dispatch, which is not a request of its own, has left the outer filter.
	 * Undertow may make it while what it follows is still running.
	 * @param async whether asynchronous processing was on before it
	 */
	void errorDispatched(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable thrown,
			boolean async) {
		boolean goesOn = !async && request.isAsyncStarted() && listen(request, response);
		if (this.unanswered != null && thrown == null && !goesOn) {
			complete(request, response, response.getStatus());
		}
	}

	/**
	 * The container is done with the request, unless it is Jetty, which says so after
	 * each dispatch, or Tomcat, and another word follows.
	 */
	void destroyed(HttpServletRequest request) {
		HttpServletResponse response = this.unanswered;
		if (response != null && (this.state & (TOLD | COMPLETE)) == 0
				&& !Containers.awaitJetty(request, () -> ended(request, response))) {
			ended(request, response);
		}
	}

	private void ended(HttpServletRequest request, HttpServletResponse response) {
		this.metrics.failures()
			.guard("complete a request at its end", () -> complete(request, response, response.getStatus()));
	}

	/**
	 * Asynchronous processing is over. Where the last dispatch has left a refusal, Tomcat
	 * says so, and destroys the request, before it makes the error page, and once more
	 * after it.
	 */
	@Override
	public void onComplete(AsyncEvent event) {
		if (event.getSuppliedRequest() instanceof HttpServletRequest request
				&& event.getSuppliedResponse() instanceof HttpServletResponse response
				&& !(this.unanswered != null && Containers.isTomcatSuspended(response) && isFirst(TOLD))) {
			ended(request, response);
		}
	}

	@Override
	public void onError(AsyncEvent event) {
		Throwable failure = event.getThrowable();
		if (failure instanceof IOException disconnection && failure != this.error && this.handler != null) {
			this.handler.disconnected(disconnection);
		}
		this.error = failure;
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// what follows, a dispatch or the end, completes the record
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// the end of the dispatch in which it was started adds this listener again
	}

	private void complete(HttpServletRequest request, HttpServletResponse response, int status) {
		if (isFirst(COMPLETE)) {
			try {
				record(request, response, status);
			}
			finally {
				leave();
			}
		}
	}

	private void record(HttpServletRequest request, HttpServletResponse response, int status) {
		long now = System.nanoTime();
		@Nullable String[] userValues = this.metrics.userLabels().values(request, response, this.error);
		this.metrics.outer()
			.complete(this.method, this.handler, status, userValues, (now - this.start) / NANOS_PER_SECOND);
		HandlerRecord reached = this.handler;
		if (reached != null) {
			this.metrics.inner()
				.complete(this.method, reached, response, status, userValues, reached.nanos(now) / NANOS_PER_SECOND);
		}
		if (!this.metrics.listeners().isEmpty()) {
			this.metrics.listeners().completed(completed(reached, status, now));
		}
	}

	/**
	 * An error page answers in this thread.
	 */
	void answeredByErrorPage() {
		String route = (this.handler != null) ? this.handler.route() : null;
		if (route != null && !this.metrics.listeners().isEmpty()) {
			this.metrics.listeners().matched(route);
		}
	}

	private CompletedRequest completed(@Nullable HandlerRecord reached, int status, long now) {
		return new CompletedRequest(HttpMethods.VALUES.get(this.method), (reached != null) ? reached.route() : null,
				status, (reached != null) ? reached.nanos(now) : null);
	}

	private void leave() {
		if (isFirst(LEFT)) {
			this.metrics.outer().left(this.method);
		}
	}

	private boolean isFirst(int event) {
		return ((int) STATE.getAndBitwiseOr(this, event) & event) == 0;
	}

}
