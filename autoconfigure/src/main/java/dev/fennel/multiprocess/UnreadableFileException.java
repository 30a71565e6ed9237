package dev.fennel.multiprocess;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A file of the shared directory does not hold what it should.
 */
final class UnreadableFileException extends IOException {

	private static final long serialVersionUID = 1L;

	private final boolean ofOtherVersion;

	private UnreadableFileException(String reason, boolean ofOtherVersion, @Nullable Throwable cause) {
		super(reason, cause);
		this.ofOtherVersion = ofOtherVersion;
	}

	static UnreadableFileException damaged(String reason, @Nullable Throwable cause) {
		return new UnreadableFileException(reason, false, cause);
	}

	static UnreadableFileException ofOtherVersion() {
		return new UnreadableFileException("another version of Fennel wrote its file", true, null);
	}

	/**
	 * Whether the file is whole, but for another version to read.
	 */
	boolean isOfOtherVersion() {
		return this.ofOtherVersion;
	}

}
