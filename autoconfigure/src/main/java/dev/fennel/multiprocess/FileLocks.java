package dev.fennel.multiprocess;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Locks on files, which end with the process that holds them.
 */
interface FileLocks {

	/**
	 * Locks a file.
	 * @param file the file
	 * @param create whether it is made where it is not there
	 * @return the lock, null if another process has it
	 * @throws NoLocksException if there are no locks on the file system
	 * @throws IOException if the file is not there, or cannot be opened
	 */
	@Nullable FileHold tryLock(Path file, boolean create) throws IOException;

}
