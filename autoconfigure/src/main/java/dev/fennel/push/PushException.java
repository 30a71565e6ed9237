package dev.fennel.push;

/**
 * Metrics that were to be pushed by hand were not.
 *
 * @since 0.1.0
 */
public final class PushException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PushException(String message, Throwable cause) {
		super(message, cause);
	}

}
