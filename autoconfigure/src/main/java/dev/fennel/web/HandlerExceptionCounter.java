package dev.fennel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.HandlerFunction;

/**
 * Counts the exceptions that leave handlers, before anything that may answer them. It
 * answers none. A client that hangs up is no exception of the handler.
 *
 * @since 0.1.0
 */
public final class HandlerExceptionCounter implements HandlerExceptionResolver, PriorityOrdered, AopInfrastructureBean {

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception exception) {
		RequestRecord record = RecordAttribute.ofHandler(request);
		if (record != null && isHandler(handler)) {
			record.metrics().failures().guard("count an exception", () -> count(record, exception));
		}
		return null;
	}

	private static void count(RequestRecord record, Exception exception) {
		HandlerRecord handler = record.handler();
		if (handler != null && !handler.isDisconnection(exception) && handler.isNew(exception)) {
			record.metrics().inner().exceptionLeftHandler(exception, handler.route());
		}
	}

	private static boolean isHandler(@Nullable Object handler) {
		return handler instanceof HandlerMethod || handler instanceof HandlerFunction;
	}

}
