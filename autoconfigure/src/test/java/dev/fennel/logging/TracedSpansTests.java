package dev.fennel.logging;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("tracing")
class TracedSpansTests {

	private final SpanExemplars exemplars = new SpanExemplars();

	private @Nullable SpanContext before;

	@BeforeEach
	void clear() {
		this.before = SpanContextSupplier.getSpanContext();
		SpanContextSupplier.setSpanContext(null);
	}

	@AfterEach
	void restore() {
		SpanContextSupplier.setSpanContext(this.before);
	}

	@Test
	void theCurrentSpanIsThatOfTheTracer() {
		Tracer tracer = Tracers.tracer(Sampler.alwaysOn());
		TracedSpans spans = Tracers.started(tracer);
		assertThat((Object) this.exemplars.current()).isNull();
		Span span = tracer.nextSpan().start();
		try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
			assertThat(scope).isNotNull();
			assertThat((Object) this.exemplars.current())
				.isEqualTo(Labels.of("trace_id", span.context().traceId(), "span_id", span.context().spanId()));
		}
		assertThat((Object) this.exemplars.current()).isNull();
		spans.destroy();
	}

	@Test
	void aSpanThatIsNotSampledLeadsNowhere() {
		Tracer tracer = Tracers.tracer(Sampler.alwaysOff());
		TracedSpans spans = Tracers.started(tracer);
		try (Tracer.SpanInScope scope = tracer.withSpan(tracer.nextSpan().start())) {
			assertThat(scope).isNotNull();
			assertThat((Object) this.exemplars.current()).isNull();
		}
		spans.destroy();
	}

	@Test
	void withoutASpanWhoeverHadThePlaceIsAsked() {
		TracedSpans first = Tracers.started(Tracers.tracer(Sampler.alwaysOn()));
		SpanContext ofFirst = SpanContextSupplier.getSpanContext();
		TracedSpans second = Tracers.started(Tracer.NOOP);
		Tracer tracer = Tracers.tracer(Sampler.alwaysOn());
		try (Tracer.SpanInScope scope = tracer.withSpan(tracer.nextSpan().start())) {
			assertThat(scope).isNotNull();
			assertThat((Object) this.exemplars.current()).isNotNull();
		}
		second.destroy();
		assertThat(SpanContextSupplier.getSpanContext()).isSameAs(ofFirst);
		first.destroy();
		assertThat(SpanContextSupplier.getSpanContext()).isNull();
	}

	@Test
	void whoeverTookThePlaceSinceKeepsIt() {
		TracedSpans first = Tracers.started(Tracer.NOOP);
		TracedSpans second = Tracers.started(Tracer.NOOP);
		SpanContext ofSecond = SpanContextSupplier.getSpanContext();
		first.destroy();
		assertThat(SpanContextSupplier.getSpanContext()).isSameAs(ofSecond).isNotNull();
		second.destroy();
		assertThat(SpanContextSupplier.getSpanContext()).isNull();
	}

	/**
	 * Apart, since the test is looked at where there is no tracer.
	 */
	static final class Tracers {

		private static TracedSpans started(Tracer tracer) {
			TracedSpans spans = new TracedSpans(() -> tracer);
			spans.afterPropertiesSet();
			return spans;
		}

		private static Tracer tracer(Sampler sampler) {
			return new OtelTracer(SdkTracerProvider.builder().setSampler(sampler).build().get("test"),
					new OtelCurrentTraceContext(), (event) -> {
					});
		}

	}

}
