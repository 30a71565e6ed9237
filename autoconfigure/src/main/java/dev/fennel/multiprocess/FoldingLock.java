package dev.fennel.multiprocess;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time change what the directory says of processes. Where there are
 * no locks, a file that exists while it is held takes their place; one that is old was
 * left by a process that was killed.
 */
final class FoldingLock {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration OLD = Duration.ofSeconds(30);

	private static final long PAUSE_MILLIS = 5;

	private final Path file;

	private final Path folder;

	private final FileLocks locks;

	FoldingLock(Path folder, String name, FileLocks locks) {
		this.folder = folder;
		this.file = folder.resolve(name);
		this.locks = locks;
	}

	/**
	 * Runs something unless another process holds the lock.
	 * @return whether it ran
	 */
	boolean tryRun(Action action) throws IOException {
		synchronized (mutex()) {
			try (FileHold hold = take()) {
				if (hold == null) {
					return false;
				}
				action.run();
				return true;
			}
		}
	}

	/**
	 * Runs something once no other process holds the lock.
	 * @throws IOException if one holds it for too long
	 */
	void run(Action action) throws IOException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!tryRun(action)) {
			if (System.nanoTime() - end > 0) {
				throw new IOException("Another process has held '%s' for %d s".formatted(this.file.getFileName(),
						PATIENCE.toSeconds()));
			}
			pause();
		}
	}

	private static void pause() throws InterruptedIOException {
		try {
			Thread.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while another process folds");
		}
	}

	/**
	 * One of the file in this JVM, where the class may be there twice: a process must not
	 * open a file on which it holds a lock.
	 */
	private Object mutex() throws IOException {
		return ("dev.fennel.multiprocess " + this.folder.toRealPath()).intern();
	}

	private @Nullable FileHold take() throws IOException {
		try {
			return this.locks.tryLock(this.file, true);
		}
		catch (NoLocksException ex) {
			return claim();
		}
	}

	private @Nullable FileHold claim() throws IOException {
		Path claim = this.file.resolveSibling(this.file.getFileName() + ".claim");
		try {
			Files.createFile(claim);
			return () -> Files.deleteIfExists(claim);
		}
		catch (FileAlreadyExistsException ex) {
			if (Files.getLastModifiedTime(claim).toInstant().isBefore(Instant.now().minus(OLD))) {
				Files.deleteIfExists(claim);
			}
			return null;
		}
	}

	/**
	 * What is done under the lock.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws IOException;

	}

}
