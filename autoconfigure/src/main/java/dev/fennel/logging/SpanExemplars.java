package dev.fennel.logging;

import dev.fennel.ExemplarSource;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Exemplars that lead to the current span, if it is sampled, as the official client knows
 * it: of OpenTelemetry by itself, of Micrometer Tracing through {@link TracedSpans}.
 *
 * @since 0.1.0
 */
public final class SpanExemplars implements ExemplarSource, AopInfrastructureBean {

	@Override
	public @Nullable Labels current() {
		SpanContext context = SpanContextSupplier.getSpanContext();
		if (context == null || !context.isCurrentSpanSampled()) {
			return null;
		}
		String trace = context.getCurrentTraceId();
		String span = context.getCurrentSpanId();
		return (trace != null && span != null) ? Labels.of("trace_id", trace, "span_id", span) : null;
	}

}
