package dev.fennel.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Reads the switches of {@link ConditionalOnFeature}.
 */
class OnFeatureCondition extends SpringBootCondition {

	private static final String ALL = "fennel.enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String feature = metadata.getAnnotations().get(ConditionalOnFeature.class).getString("value");
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnFeature.class);
		for (String property : properties(feature)) {
			if (!context.getEnvironment().getProperty(property, Boolean.class, true)) {
				return ConditionOutcome.noMatch(message.because(property + " is false"));
			}
		}
		return ConditionOutcome.match(message.because("no switch is off"));
	}

	private static List<String> properties(String feature) {
		return feature.isEmpty() ? List.of(ALL) : List.of(ALL, "fennel." + feature + ".enabled");
	}

}
