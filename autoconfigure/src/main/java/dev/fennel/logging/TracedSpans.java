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

	private volatile @Nullable Supplier<@Nullable Tracer> tracer;

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
		this.tracer = null;
		if (SpanContextSupplier.getSpanContext() == this.spans) {
			SpanContextSupplier.setSpanContext(living(this.before));
		}
	}

	/**
	 * Of several applications the first may end first.
	 */
	private static @Nullable SpanContext living(@Nullable SpanContext context) {
		SpanContext living = context;
		while (living instanceof Spans spans && spans.isClosed()) {
			living = spans.before();
		}
		return living;
	}

	private @Nullable Span span() {
		Supplier<@Nullable Tracer> supplier = this.tracer;
		Tracer current = (supplier != null) ? supplier.get() : null;
		Span span = (current != null) ? current.currentSpan() : null;
		return (span != null && !span.context().traceId().isEmpty()) ? span : null;
	}

	private @Nullable TraceContext context() {
		Span span = span();
		return (span != null) ? span.context() : null;
	}

	/**
	 * What the client asks.
	 */
	private final class Spans implements SpanContext {

		boolean isClosed() {
			return TracedSpans.this.tracer == null;
		}

		@Nullable SpanContext before() {
			return TracedSpans.this.before;
		}

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
			Span span = span();
			if (span != null) {
				span.tag(EXEMPLAR_ATTRIBUTE_NAME, EXEMPLAR_ATTRIBUTE_VALUE);
			}
			else if (TracedSpans.this.before != null) {
				TracedSpans.this.before.markCurrentSpanAsExemplar();
			}
		}

	}

}
