package dev.fennel.logging;

import java.util.function.Supplier;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Tells the official client of the spans of Micrometer Tracing, for its one place for
 * that, and gives the place back at the end. Where there is no span, whoever had the
 * place is asked. It is no span context itself, since Boot looks for the one bean of that
 * type.
 *
 * @since 0.1.0
 */
public final class TracedSpans implements InitializingBean, DisposableBean, AopInfrastructureBean {

	private final Supplier<@Nullable Tracer> tracer;

	private final Spans spans = new Spans();

	private @Nullable SpanContext before;

	/**
	 * Creates what tells, from its initialization on.
	 * @param tracer gives the tracer, asked each time that something is recorded
	 */
	public TracedSpans(Supplier<@Nullable Tracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	public void afterPropertiesSet() {
		this.before = SpanContextSupplier.getSpanContext();
		SpanContextSupplier.setSpanContext(this.spans);
	}

	@Override
	public void destroy() {
		if (SpanContextSupplier.getSpanContext() == this.spans) {
			SpanContextSupplier.setSpanContext(this.before);
		}
	}

	private @Nullable TraceContext context() {
		Tracer current = this.tracer.get();
		Span span = (current != null) ? current.currentSpan() : null;
		return (span != null && !span.context().traceId().isEmpty()) ? span.context() : null;
	}

	/**
	 * What the client asks.
	 */
	private final class Spans implements SpanContext {

		@Override
		public @Nullable String getCurrentTraceId() {
			TraceContext context = context();
			if (context != null) {
				return context.traceId();
			}
			return (TracedSpans.this.before != null) ? TracedSpans.this.before.getCurrentTraceId() : null;
		}

		@Override
		public @Nullable String getCurrentSpanId() {
			TraceContext context = context();
			if (context != null) {
				return context.spanId();
			}
			return (TracedSpans.this.before != null) ? TracedSpans.this.before.getCurrentSpanId() : null;
		}

		@Override
		public boolean isCurrentSpanSampled() {
			TraceContext context = context();
			if (context != null) {
				return Boolean.TRUE.equals(context.sampled());
			}
			return TracedSpans.this.before != null && TracedSpans.this.before.isCurrentSpanSampled();
		}

		@Override
		public void markCurrentSpanAsExemplar() {
			Tracer current = TracedSpans.this.tracer.get();
			Span span = (current != null && context() != null) ? current.currentSpan() : null;
			if (span != null) {
				span.tag(EXEMPLAR_ATTRIBUTE_NAME, EXEMPLAR_ATTRIBUTE_VALUE);
			}
			else if (TracedSpans.this.before != null) {
				TracedSpans.this.before.markCurrentSpanAsExemplar();
			}
		}

	}

}
