package dev.fennel.method;

import java.util.Locale;

/**
 * The ways in which a call ends.
 */
enum Outcome {

	SUCCESS, FAILURE, CANCELLED;

	private final String label = name().toLowerCase(Locale.ROOT);

	String label() {
		return this.label;
	}

}
