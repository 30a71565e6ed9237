package dev.fennel.autoconfigure.process;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where the flight recorder is worth its cost: where the application says so, or
 * else has Boot use virtual threads.
 */
class OnVirtualThreads extends SpringBootCondition {

	private static final String OWN = "fennel.process.virtual-threads";

	private static final String BOOT = "spring.threads.virtual.enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		boolean byDefault = environment.getProperty(BOOT, Boolean.class, false);
		boolean matches = environment.getProperty(OWN, Boolean.class, byDefault);
		return new ConditionOutcome(matches, ConditionMessage.forCondition("virtual threads")
			.because("%s and %s make %s".formatted(OWN, BOOT, matches)));
	}

}
