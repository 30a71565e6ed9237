package dev.fennel.push;

import java.io.IOException;

/**
 * What was pushed is refused, and would be refused again.
 */
final class RefusedPushException extends IOException {

	private static final long serialVersionUID = 1L;

	RefusedPushException(String message) {
		super(message);
	}

}
