package dev.fennel.web;

import jakarta.servlet.ServletException;

/**
 * The value of the label {@code exception}.
 */
final class ErrorNames {

	private ErrorNames() {
	}

	/**
	 * The simple name of the nearest superclass that has one, of the cause where a
	 * container or framework wrapped it in a {@link ServletException} of its own.
	 */
	static String of(Throwable error) {
		Class<?> type = unwrap(error).getClass();
		while (type.getSimpleName().isEmpty()) {
			type = type.getSuperclass();
		}
		return type.getSimpleName();
	}

	private static Throwable unwrap(Throwable error) {
		Throwable cause = error.getCause();
		return (error.getClass() == ServletException.class && cause != null) ? unwrap(cause) : error;
	}

}
