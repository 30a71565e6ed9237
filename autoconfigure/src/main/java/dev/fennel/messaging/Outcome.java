package dev.fennel.messaging;

/**
 * What came of a delivery to a listener.
 */
enum Outcome {

	/** The listener returned. */
	SUCCESS("success"),

	/** It failed, and the message will not be given to it again. */
	FAILURE("failure"),

	/** It failed, and the message will be given to it again. */
	RETRIED("retried");

	private final String label;

	Outcome(String label) {
		this.label = label;
	}

	String label() {
		return this.label;
	}

}
