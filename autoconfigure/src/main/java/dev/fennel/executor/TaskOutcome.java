package dev.fennel.executor;

import java.util.Locale;

/**
 * What came of a task.
 */
enum TaskOutcome {

	SUCCESS, FAILURE, REJECTED, CANCELLED;

	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
