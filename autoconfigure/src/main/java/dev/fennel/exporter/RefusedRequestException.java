package dev.fennel.exporter;

import java.io.Serial;

/**
 * Thrown when a request is not one that can be answered. What follows it on the
 * connection is not read.
 */
final class RefusedRequestException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int status;

	RefusedRequestException(int status) {
		super(null, null, false, false);
		this.status = status;
	}

	int status() {
		return this.status;
	}

}
