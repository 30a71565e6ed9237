package dev.fennel.web;

import dev.fennel.ErrorNames;
import jakarta.servlet.ServletException;

/**
 * The value of the label {@code exception} of what left a handler.
 */
final class HandlerErrors {

	private HandlerErrors() {
	}

	/**
	 * The name of the exception, of its cause where a container or framework wrapped it
	 * in a {@link ServletException} of its own.
	 */
	static String name(Throwable error) {
		Throwable cause = error.getCause();
		return (error.getClass() == ServletException.class && cause != null) ? name(cause) : ErrorNames.of(error);
	}

}
