package dev.fennel.multiprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * That this process is in the directory, for as long as it holds its lock.
 */
final class Membership {

	private final Incarnation incarnation;

	private final Path lock;

	private final @Nullable FileHold hold;

	private final @Nullable Object file;

	private Membership(Incarnation incarnation, Path lock, @Nullable FileHold hold) throws IOException {
		this.incarnation = incarnation;
		this.lock = lock;
		this.hold = hold;
		this.file = identityOf(lock);
	}

	static Membership begin(SharedDirectory directory, FileLocks locks, String process) throws IOException {
		Incarnation incarnation = Incarnation.start(process);
		Path lock = directory.lockOf(incarnation);
		try {
			return new Membership(incarnation, lock, locks.tryLock(lock, true));
		}
		catch (NoLocksException ex) {
			return new Membership(incarnation, lock, null);
		}
	}

	Incarnation incarnation() {
		return this.incarnation;
	}

	/**
	 * Whether others see that this process lives: not once its lock file is gone, since
	 * that goes with a process that was found dead.
	 */
	boolean isValid() throws IOException {
		try {
			return Objects.equals(this.file, identityOf(this.lock));
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/**
	 * Ends it: the process is dead to the others from now on.
	 */
	void end() throws IOException {
		Files.deleteIfExists(this.lock);
		if (this.hold != null) {
			this.hold.close();
		}
	}

	/**
	 * Lets go of a lock file that is this process's no more.
	 */
	void abandon() throws IOException {
		if (this.hold != null) {
			this.hold.close();
		}
	}

	private static @Nullable Object identityOf(Path file) throws IOException {
		return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
	}

}
