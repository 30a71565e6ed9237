package dev.fennel.autoconfigure.logging;

import io.micrometer.tracing.Tracer;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where somebody knows the current span.
 */
class OnSpans extends AnyNestedCondition {

	OnSpans() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	/**
	 * Micrometer Tracing.
	 */
	@ConditionalOnBean(Tracer.class)
	static class WithTracer {

	}

	/**
	 * What the official client has found by itself.
	 */
	@Conditional(OnSpansOfTheClient.class)
	static class WithClient {

	}

	/**
	 * Matches where the official client has found OpenTelemetry.
	 */
	static class OnSpansOfTheClient extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean matches = SpanContextSupplier.hasSpanContext();
			return new ConditionOutcome(matches, ConditionMessage.forCondition("OpenTelemetry")
				.because(matches ? "the client has found it" : "the client has not found it"));
		}

	}

}
