package dev.fennel;

/**
 * Thrown when a metric family cannot be made as it was asked for: a name that Prometheus
 * refuses, label names that clash, or two askers that disagree. The message is one
 * sentence for the developer of the application.
 *
 * @since 0.1.0
 */
public final class MetricDefinitionException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Creates the exception.
	 * @param message what is wrong, with the names of those concerned
	 * @param action what to do about it
	 */
	public MetricDefinitionException(String message, String action) {
		super(message);
		this.action = action;
	}

	/**
	 * Returns what to do about it.
	 * @return a sentence
	 */
	public String getAction() {
		return this.action;
	}

}
