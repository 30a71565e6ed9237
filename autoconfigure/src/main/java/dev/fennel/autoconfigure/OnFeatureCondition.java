package dev.fennel.autoconfigure;

import java.util.List;
import java.util.Set;

import dev.fennel.MetricDefinitionException;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Reads the switches of {@link ConditionalOnFeature}. Features that do something of their
 * own accord, beyond measuring what the application does, are off unless asked for.
 */
class OnFeatureCondition extends SpringBootCondition {

	private static final String ALL = "fennel.enabled";

	private static final Set<String> ACTIVE = Set.of("discovery", "exporter", "graphite", "multiprocess", "push",
			"textfile");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String feature = metadata.getAnnotations().get(ConditionalOnFeature.class).getString("value");
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnFeature.class);
		for (String property : properties(feature)) {
			boolean byDefault = property.equals(ALL) || !ACTIVE.contains(feature);
			if (!isOn(context.getEnvironment(), property, byDefault)) {
				return ConditionOutcome.noMatch(message.because(property + " is not true"));
			}
		}
		return ConditionOutcome.match(message.because("no switch is off"));
	}

	private static boolean isOn(Environment environment, String property, boolean byDefault) {
		try {
			return environment.getProperty(property, Boolean.class, byDefault);
		}
		catch (ConversionException ex) {
			throw new MetricDefinitionException("%s is '%s'".formatted(property, environment.getProperty(property)),
					"Set it to true or false");
		}
	}

	private static List<String> properties(String feature) {
		return feature.isEmpty() ? List.of(ALL) : List.of(ALL, "fennel." + feature + ".enabled");
	}

}
