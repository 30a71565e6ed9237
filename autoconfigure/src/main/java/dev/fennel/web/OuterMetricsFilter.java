package dev.fennel.web;

import java.io.IOException;
import java.util.Collection;

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
 * Measures requests as their clients see them, with all filters. To be ordered before
 * every other filter, for the dispatches REQUEST, ASYNC and ERROR, beside a
 * {@link RequestEndListener}.
 *
 * @since 0.1.0
 */
public final class OuterMetricsFilter implements Filter, AopInfrastructureBean {

	private final RequestMetrics metrics;

	private final PathExclusions exclusions;

	/**
	 * Creates the filter.
	 * @param metrics where requests are recorded
	 * @param excludePaths paths within the application that are not measured by either
	 * filter: exact ones, and prefixes written as {@code /x/**}
	 */
	public OuterMetricsFilter(RequestMetrics metrics, Collection<String> excludePaths) {
		this.metrics = metrics;
		this.exclusions = new PathExclusions(excludePaths);
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			doFilter(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		DispatcherType dispatch = request.getDispatcherType();
		RequestRecord record = (dispatch == DispatcherType.REQUEST) ? start(request) : RecordAttribute.get(request);
		if (dispatch == DispatcherType.ERROR) {
			doErrorDispatch(record, request, response, chain);
		}
		else if (record != null) {
			doDispatch(record, request, response, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	/**
	 * Starts a record, unless there is one, or the path is not measured or cannot be
	 * told.
	 */
	private @Nullable RequestRecord start(HttpServletRequest request) {
		try {
			return startUnlessExcluded(request);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("record the start of a request", ex);
			return null;
		}
	}

	private @Nullable RequestRecord startUnlessExcluded(HttpServletRequest request) {
		if (RecordAttribute.isSet(request)) {
			return null;
		}
		if (this.exclusions.contains(request)) {
			RecordAttribute.exclude(request);
			return null;
		}
		return RequestRecord.start(this.metrics, request);
	}

	private void doDispatch(RequestRecord record, HttpServletRequest request, HttpServletResponse response,
			FilterChain chain) throws IOException, ServletException {
		Throwable thrown = null;
		try {
			chain.doFilter(request, response);
		}
		catch (Throwable ex) {
			thrown = ex;
			throw ex;
		}
		finally {
			finish(record, request, response, thrown);
		}
	}

	private void finish(RequestRecord record, HttpServletRequest request, HttpServletResponse response,
			@Nullable Throwable thrown) {
		try {
			record.dispatched(request, response, thrown);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("record a request", ex);
		}
		this.metrics.listeners().left();
	}

	private void doErrorDispatch(@Nullable RequestRecord record, HttpServletRequest request,
			HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
		if (!RecordAttribute.isSet(request)) {
			this.metrics.outer().unknownDuration();
		}
		if (record != null) {
			record.answeredByErrorPage();
		}
		boolean async = request.isAsyncStarted();
		Throwable thrown = null;
		try {
			chain.doFilter(request, response);
		}
		catch (Throwable ex) {
			thrown = ex;
			throw ex;
		}
		finally {
			if (record != null) {
				finishError(record, request, response, thrown, async);
			}
		}
	}

	private void finishError(RequestRecord record, HttpServletRequest request, HttpServletResponse response,
			@Nullable Throwable thrown, boolean async) {
		try {
			record.errorDispatched(request, response, thrown, async);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("record a request after its error page", ex);
		}
		this.metrics.listeners().left();
	}

}
