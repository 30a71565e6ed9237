package dev.fennel.multiprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells who lives: who holds the lock on its file or, where there are no locks, who has
 * published lately. Asked under the {@link FoldingLock} only, since to ask is to hold the
 * lock for a moment.
 */
final class Liveness {

	private static final int MISSED = 10;

	private static final Duration AT_LEAST = Duration.ofSeconds(10);

	private final SharedDirectory directory;

	private final FileLocks locks;

	Liveness(SharedDirectory directory, FileLocks locks) {
		this.directory = directory;
		this.locks = locks;
	}

	boolean isAlive(Incarnation incarnation) throws IOException {
		Path lock = this.directory.lockOf(incarnation);
		if (incarnation.isOfThisJvm()) {
			return Files.exists(lock);
		}
		try (FileHold hold = this.locks.tryLock(lock, false)) {
			return hold == null;
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			return isYounger(lock, AT_LEAST)
					|| isYounger(this.directory.valuesOf(incarnation), longestSilence(incarnation));
		}
	}

	/**
	 * Whether a process is known, and not only thought, to live.
	 */
	boolean holdsItsLock(Incarnation incarnation) throws IOException {
		if (incarnation.isOfThisJvm()) {
			return Files.exists(this.directory.lockOf(incarnation));
		}
		try (FileHold hold = this.locks.tryLock(this.directory.lockOf(incarnation), false)) {
			return hold == null;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Duration longestSilence(Incarnation incarnation) {
		try {
			Publication last = this.directory.read(incarnation);
			Duration silence = (last != null) ? last.flushInterval().multipliedBy(MISSED) : AT_LEAST;
			return (silence.compareTo(AT_LEAST) > 0) ? silence : AT_LEAST;
		}
		catch (IOException ex) {
			return AT_LEAST;
		}
	}

	private static boolean isYounger(Path file, Duration age) throws IOException {
		try {
			return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(age));
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

}
