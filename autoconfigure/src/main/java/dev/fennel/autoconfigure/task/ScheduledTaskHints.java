package dev.fennel.autoconfigure.task;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image cannot see: the fields of what Spring has around tasks, by which
 * these are named.
 */
final class ScheduledTaskHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hint(hints, "config.Task$OutcomeTrackingRunnable", "runnable");
		hint(hints, "annotation.ScheduledAnnotationReactiveSupport$SubscribingRunnable", "contextSupplier");
	}

	private static void hint(RuntimeHints hints, String type, String field) {
		hints.reflection()
			.registerType(TypeReference.of("org.springframework.scheduling." + type), (hint) -> hint.withField(field));
	}

}
