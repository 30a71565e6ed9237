package dev.fennel.sample.trace;

import java.io.IOException;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has a span around each request, and a line at its end, which the MDC gives route and
 * duration.
 */
final class TraceFilter extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger(TraceFilter.class);

	private final Tracer tracer;

	TraceFilter(Tracer tracer) {
		this.tracer = tracer;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Span span = this.tracer.spanBuilder(request.getMethod()).setSpanKind(SpanKind.SERVER).startSpan();
		try (Scope scope = span.makeCurrent()) {
			log.trace("A span has begun in {}", scope);
			chain.doFilter(request, response);
			log.debug("Request handled");
		}
		finally {
			span.end();
		}
	}

}
