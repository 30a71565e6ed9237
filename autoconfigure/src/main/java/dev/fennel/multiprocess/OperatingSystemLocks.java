package dev.fennel.multiprocess;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Locks of the operating system: it frees them when their process ends, by SIGKILL too,
 * and it knows the process and not its number, so that neither another pid namespace nor
 * a pid that is used again deceive. They are freed too when the process closes
 * <em>any</em> channel to the file: a process must not open a file on which it holds a
 * lock.
 *
 * @see <a href=
 * "https://pubs.opengroup.org/onlinepubs/9699919799/functions/fcntl.html">POSIX,
 * fcntl</a>
 */
final class OperatingSystemLocks implements FileLocks {

	private static final Set<OpenOption> OPEN = Set.of(StandardOpenOption.WRITE);

	private static final Set<OpenOption> CREATE = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);

	@Override
	public @Nullable FileHold tryLock(Path file, boolean create) throws IOException {
		FileChannel channel = FileChannel.open(file, create ? CREATE : OPEN);
		boolean held = false;
		try {
			held = lock(channel) != null;
		}
		finally {
			if (!held) {
				channel.close();
			}
		}
		return held ? channel::close : null;
	}

	private static @Nullable FileLock lock(FileChannel channel) throws NoLocksException {
		try {
			return channel.tryLock();
		}
		catch (IOException ex) {
			throw new NoLocksException(ex);
		}
	}

}
