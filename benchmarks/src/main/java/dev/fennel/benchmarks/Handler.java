package dev.fennel.benchmarks;

import java.io.IOException;

import dev.fennel.web.HandlerMetricsInterceptor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.CompilerControl;

import org.springframework.util.ClassUtils;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What is behind all filters: it tells its route to whoever asks, as Spring MVC does, and
 * answers. It is never inlined, so that what it gets is as real as in a server.
 */
final class Handler implements FilterChain {

	static final String ROUTE = "/orders/{id}";

	private final Answer answer;

	private final @Nullable HandlerMetricsInterceptor interceptor;

	private final HandlerMethod method = new HandlerMethod(this, ClassUtils.getMethod(Handler.class, "hashCode"));

	Handler(Answer answer) {
		this(answer, null);
	}

	Handler(Answer answer, @Nullable HandlerMetricsInterceptor interceptor) {
		this.answer = answer;
		this.interceptor = interceptor;
	}

	@Override
	@CompilerControl(CompilerControl.Mode.DONT_INLINE)
	public void doFilter(ServletRequest request, ServletResponse response) throws IOException {
		handle((HttpServletRequest) request, (HttpServletResponse) response);
	}

	private void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
		request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, ROUTE);
		ServerHttpObservationFilter.findObservationContext(request)
			.ifPresent((context) -> context.setPathPattern(ROUTE));
		if (this.interceptor != null) {
			this.interceptor.preHandle(request, response, this.method);
		}
		this.answer.write(response);
		if (this.interceptor != null) {
			this.interceptor.postHandle(request, response, this.method, null);
		}
	}

}
