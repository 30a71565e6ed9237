package dev.fennel.autoconfigure.logging;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches where the application says so, or else where it has no tracer, whose ids join
 * lines better.
 */
class OnMdc extends SpringBootCondition implements ConfigurationCondition {

	private static final String PROPERTY = "fennel.logging.mdc";

	private static final List<String> TRACERS = List.of("io.micrometer.tracing.Tracer",
			"io.opentelemetry.api.OpenTelemetry");

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("MDC");
		Boolean asked = context.getEnvironment().getProperty(PROPERTY, Boolean.class);
		if (asked != null) {
			return new ConditionOutcome(asked, message.because(PROPERTY + " is " + asked));
		}
		ConfigurableListableBeanFactory beanFactory = Objects.requireNonNull(context.getBeanFactory());
		boolean traced = TRACERS.stream().anyMatch((type) -> hasBean(beanFactory, type, context.getClassLoader()));
		return new ConditionOutcome(!traced, message.because(traced ? "there is a tracer" : "there is no tracer"));
	}

	private static boolean hasBean(ConfigurableListableBeanFactory beanFactory, String type,
			@Nullable ClassLoader classLoader) {
		return ClassUtils.isPresent(type, classLoader) && beanFactory
			.getBeanNamesForType(ClassUtils.resolveClassName(type, classLoader), true, false).length > 0;
	}

}
