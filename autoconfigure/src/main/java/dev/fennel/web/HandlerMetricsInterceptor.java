package dev.fennel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Learns from Spring MVC what a servlet filter cannot see: which handler was found first,
 * which view it asked for, and whether it streams.
 *
 * @since 0.1.0
 */
public final class HandlerMetricsInterceptor implements HandlerInterceptor, AopInfrastructureBean {

	private final StreamingTypes streamingTypes = new StreamingTypes();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		RequestRecord measured = RecordAttribute.ofHandler(request);
		HandlerRecord record = (measured != null) ? measured.handler() : null;
		if (measured != null && record != null) {
			try {
				found(measured.metrics(), request, handler, record);
			}
			catch (Throwable ex) {
				measured.metrics().failures().record("record which handler was found", ex);
			}
		}
		return true;
	}

	private void found(RequestMetrics metrics, HttpServletRequest request, Object handler, HandlerRecord record) {
		RouteAttribute.read(request, handler, record);
		String route = record.route();
		if (handler instanceof HandlerMethod method && this.streamingTypes.isReturnedBy(method)) {
			record.streamed();
		}
		if (route != null && !metrics.listeners().isEmpty()) {
			metrics.listeners().matched(route);
		}
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView modelAndView) {
		RequestRecord record = RecordAttribute.ofHandler(request);
		if (record != null && modelAndView != null) {
			try {
				rendered(record, modelAndView.getViewName());
			}
			catch (Throwable ex) {
				record.metrics().failures().record("count a view", ex);
			}
		}
	}

	private static void rendered(RequestRecord record, @Nullable String view) {
		if (view != null) {
			record.metrics().inner().viewRendered(ViewNames.label(view));
		}
	}

}
