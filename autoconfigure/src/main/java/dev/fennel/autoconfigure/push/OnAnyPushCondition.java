package dev.fennel.autoconfigure.push;

import dev.fennel.autoconfigure.ConditionalOnFeature;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;

/**
 * Matches where something is pushed.
 */
class OnAnyPushCondition extends AnyNestedCondition {

	OnAnyPushCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnFeature("push")
	static class Push {

	}

	@ConditionalOnFeature("textfile")
	static class TextFile {

	}

	@ConditionalOnFeature("graphite")
	static class Graphite {

	}

}
