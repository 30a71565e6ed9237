package dev.fennel.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether there is space left on a disk.
 *
 * @since 0.1.0
 */
public final class DiskCheck implements ReadinessCheck {

	private final Path path;

	private final long threshold;

	/**
	 * Creates the check.
	 * @param path a folder or a file on the disk
	 * @param threshold bytes that there must be at least
	 */
	public DiskCheck(Path path, long threshold) {
		this.path = path;
		this.threshold = threshold;
	}

	@Override
	public boolean isReady() throws IOException {
		return Files.getFileStore(this.path).getUsableSpace() >= this.threshold;
	}

}
