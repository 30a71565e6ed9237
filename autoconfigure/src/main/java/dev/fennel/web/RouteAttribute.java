package dev.fennel.web;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Where Spring MVC says which pattern matched a request.
 */
final class RouteAttribute {

	private static final String PATTERN = HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE;

	private static final String HANDLER = HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE;

	private RouteAttribute() {
	}

	/**
	 * Reads the route of handlers that no interceptor saw.
	 */
	static void read(ServletRequest request, HandlerRecord record) {
		if (record.route() == null) {
			read(request, request.getAttribute(HANDLER), record);
		}
	}

	static void read(ServletRequest request, @Nullable Object handler, HandlerRecord record) {
		if (request.getAttribute(PATTERN) instanceof String pattern) {
			record.handlerFound(pattern, handler instanceof ResourceHttpRequestHandler
					|| handler instanceof DefaultServletHttpRequestHandler);
		}
	}

}
