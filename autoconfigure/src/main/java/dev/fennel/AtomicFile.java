package dev.fennel;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is replaced as a whole: nobody reads half of it, and what was there before
 * stays where it cannot be replaced.
 *
 * @since 0.1.0
 */
public final class AtomicFile {

	private AtomicFile() {
	}

	/**
	 * Writes a file aside, in its own folder, and moves it to its place.
	 * @param file the file
	 * @param content what it holds from then on
	 * @throws IOException if it cannot be written
	 */
	public static void write(Path file, byte[] content) throws IOException {
		Path aside = file.resolveSibling(".%s.%d.tmp".formatted(file.getFileName(), ProcessHandle.current().pid()));
		try {
			Files.write(aside, content);
			try {
				Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (AtomicMoveNotSupportedException ex) {
				Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		finally {
			Files.deleteIfExists(aside);
		}
	}

}
