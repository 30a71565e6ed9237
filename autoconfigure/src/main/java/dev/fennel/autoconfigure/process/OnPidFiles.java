package dev.fennel.autoconfigure.process;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where there are other processes to tell of.
 */
class OnPidFiles extends SpringBootCondition {

	private static final String PROPERTY = "fennel.process.pid-files";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean matches = Binder.get(context.getEnvironment())
			.bind(PROPERTY, Bindable.mapOf(String.class, String.class))
			.isBound();
		return new ConditionOutcome(matches, ConditionMessage.forCondition("pid files")
			.because(PROPERTY + (matches ? " names some" : " names none")));
	}

}
