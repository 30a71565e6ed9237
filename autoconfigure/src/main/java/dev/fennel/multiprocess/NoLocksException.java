package dev.fennel.multiprocess;

import java.io.IOException;

/**
 * A file system has no locks.
 */
final class NoLocksException extends IOException {

	private static final long serialVersionUID = 1L;

	NoLocksException(IOException cause) {
		super(cause);
	}

}
