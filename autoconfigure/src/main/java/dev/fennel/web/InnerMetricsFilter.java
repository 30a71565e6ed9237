package dev.fennel.web;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Measures what is behind all other filters: the handler's time, bodies and outcome. To
 * be the last filter before the servlet, for the dispatches REQUEST, ASYNC and ERROR. It
 * measures only requests that the {@link OuterMetricsFilter} has seen, and excludes the
 * same paths.
 *
 * @since 0.1.0
 */
public final class InnerMetricsFilter implements Filter, AopInfrastructureBean {

	private final RequestMetrics metrics;

	/**
	 * Creates the filter.
	 * @param metrics where requests are recorded
	 */
	public InnerMetricsFilter(RequestMetrics metrics) {
		this.metrics = metrics;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request.getDispatcherType() == DispatcherType.ERROR) {
			doErrorDispatch(request, response, chain);
			return;
		}
		HandlerRecord record = reached(request);
		if (record != null && request instanceof HttpServletRequest httpRequest
				&& response instanceof HttpServletResponse httpResponse) {
			doDispatch(record, httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private @Nullable HandlerRecord reached(ServletRequest request) {
		try {
			RequestRecord record = RecordAttribute.get(request);
			return (record != null && request instanceof HttpServletRequest httpRequest)
					? record.handlerReached(httpRequest) : null;
		}
		catch (Throwable ex) {
			this.metrics.failures().record("record that a request has reached its handler", ex);
			return null;
		}
	}

	private void doDispatch(HandlerRecord record, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		Throwable thrown = null;
		try {
			chain.doFilter(counting(request, record), counting(response, record));
		}
		catch (Throwable ex) {
			thrown = ex;
			throw ex;
		}
		finally {
			finish(record, request, response, thrown);
		}
	}

	private HttpServletRequest counting(HttpServletRequest request, HandlerRecord record) {
		try {
			return CountingRequest.wrap(request, record);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("count the body of a request", ex);
			return request;
		}
	}

	private HttpServletResponse counting(HttpServletResponse response, HandlerRecord record) {
		try {
			return CountingResponse.wrap(response, record);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("count the body of a response", ex);
			return response;
		}
	}

	private void finish(HandlerRecord record, HttpServletRequest request, HttpServletResponse response,
			@Nullable Throwable thrown) {
		try {
			record.dispatched(request.isAsyncStarted());
			RouteAttribute.read(request, record);
			record.left(response, thrown != null);
			if (!this.metrics.listeners().isEmpty() && !request.isAsyncStarted()) {
				this.metrics.listeners().handled(record.nanos(System.nanoTime()));
			}
		}
		catch (Throwable ex) {
			this.metrics.failures().record("record what a handler did", ex);
		}
	}

	private void doErrorDispatch(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!RecordAttribute.isSet(request)) {
			this.metrics.inner().unknownDuration();
		}
		chain.doFilter(request, response);
	}

}
