package dev.fennel.web;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.DisconnectedClientHelper;

/**
 * What is known of one request, on one attribute for both filters. It is completed once,
 * by whichever comes first: the last dispatch that ends without asynchronous processing,
 * the error dispatch after an exception, the end of a request whose exception a filter
 * outside has answered, or the container's word that asynchronous processing is complete.
 */
final class RequestRecord implements AsyncListener {

	private static final String ATTRIBUTE = RequestRecord.class.getName();

	private static final Object EXCLUDED = "excluded";

	private static final double NANOS_PER_SECOND = 1e9;

	private static final int INTERNAL_SERVER_ERROR = 500;

	private static final int LEFT = 1;

	private static final int COMPLETE = 2;

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

	private @Nullable HttpServletResponse unanswered;

	private int statusAtException;

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
		request.setAttribute(ATTRIBUTE, record);
		metrics.outer().arrived(record.method);
		return record;
	}

	/**
	 * Marks a request as one that is not measured.
	 */
	static void exclude(ServletRequest request) {
		request.setAttribute(ATTRIBUTE, EXCLUDED);
	}

	/**
	 * Whether the start of a request was seen, measured or not.
	 */
	static boolean isStarted(ServletRequest request) {
		return request.getAttribute(ATTRIBUTE) != null;
	}

	static @Nullable RequestRecord of(ServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof RequestRecord record) ? record : null;
	}

	/**
	 * The record of the request that a handler works on; null where it works on an error
	 * page, which Tomcat includes when the response was sent already.
	 */
	static @Nullable RequestRecord handledIn(ServletRequest request) {
		RequestRecord record = (request.getDispatcherType() != DispatcherType.ERROR) ? of(request) : null;
		return (record != null && (record.state & LEFT) == 0) ? record : null;
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
			current = new HandlerRecord(this.method == HttpMethods.HEAD, declaredLength(request));
			this.handler = current;
			this.metrics.inner().reached(this.method, request);
		}
		return current;
	}

	/**
	 * A dispatch of the request has left the outer filter.
	 */
	void dispatched(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable thrown) {
		if (request.isAsyncStarted() && listen(request, response)) {
			return;
		}
		if (thrown != null) {
			this.error = thrown;
		}
		if (thrown == null || response.isCommitted()
				|| DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
			complete(request, response, response.getStatus());
		}
		else if (!this.metrics.hasErrorPages()) {
			complete(request, response, INTERNAL_SERVER_ERROR);
		}
		else {
			this.statusAtException = response.getStatus();
			this.unanswered = response;
		}
		leave();
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
	 * The request has left the application. No error dispatch comes where a filter
	 * outside has answered the exception; the status tells, since Jetty destroys the
	 * request before its error dispatch.
	 */
	void destroyed(HttpServletRequest request) {
		HttpServletResponse response = this.unanswered;
		if (response != null && (response.isCommitted() || response.getStatus() != this.statusAtException)) {
			complete(request, response, response.getStatus());
		}
	}

	/**
	 * The error dispatch, which is not a request of its own, has left the outer filter.
	 */
	void errorDispatched(HttpServletRequest request, HttpServletResponse response) {
		complete(request, response, response.getStatus());
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.metrics.failures().guard("complete an asynchronous request", () -> {
			if (event.getSuppliedRequest() instanceof HttpServletRequest request
					&& event.getSuppliedResponse() instanceof HttpServletResponse response) {
				complete(request, response, response.getStatus());
			}
		});
	}

	@Override
	public void onError(AsyncEvent event) {
		this.error = event.getThrowable();
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
			long end = System.nanoTime();
			@Nullable String[] userValues = this.metrics.userLabels().values(request, response, this.error);
			this.metrics.outer().complete(this.method, status, userValues, (end - this.start) / NANOS_PER_SECOND);
			HandlerRecord reached = this.handler;
			if (reached != null) {
				this.metrics.inner()
					.complete(this.method, reached, response, status, userValues,
							reached.nanos(end) / NANOS_PER_SECOND);
			}
			leave();
		}
	}

	private static long declaredLength(HttpServletRequest request) {
		try {
			return request.getContentLengthLong();
		}
		catch (NumberFormatException ex) {
			return 0;
		}
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
