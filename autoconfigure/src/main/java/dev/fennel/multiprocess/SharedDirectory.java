package dev.fennel.multiprocess;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.fennel.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of the directory: for each process its published values and a lock, and for
 * all of them what is left of those that have ended and the lock of who folds.
 * <p>
 * Values are safe to read at any time and survive the death of their writer, since a file
 * is written aside and moved over the former one in one step: who reads has the old file
 * or the new one, never a part, and what was moved is the kernel's. Each ends in a
 * checksum all the same, since others may write into the directory too.
 */
final class SharedDirectory {

	private static final String VALUES = ".values";

	private static final String LOCK = ".lock";

	private static final String ASIDE = ".tmp";

	private static final String FOLD = "folded" + VALUES;

	private static final String FOLDING = "folding" + LOCK;

	private static final int HEAD = 16;

	private final Path path;

	SharedDirectory(Path path) {
		this.path = path.toAbsolutePath().normalize();
	}

	Path path() {
		return this.path;
	}

	void create() throws IOException {
		Files.createDirectories(this.path);
	}

	FoldingLock folding(FileLocks locks) {
		return new FoldingLock(this.path, FOLDING, locks);
	}

	Path lockOf(Incarnation incarnation) {
		return this.path.resolve(incarnation.name() + LOCK);
	}

	Path valuesOf(Incarnation incarnation) {
		return this.path.resolve(incarnation.name() + VALUES);
	}

	Path fold() {
		return this.path.resolve(FOLD);
	}

	/**
	 * The processes that have published values.
	 */
	List<Incarnation> published() throws IOException {
		return incarnations(VALUES);
	}

	/**
	 * The processes that have, or had, a lock.
	 */
	List<Incarnation> locked() throws IOException {
		return incarnations(LOCK);
	}

	private List<Incarnation> incarnations(String suffix) throws IOException {
		return names().stream()
			.filter((name) -> name.endsWith(suffix))
			.map((name) -> name.substring(0, name.length() - suffix.length()))
			.filter(Incarnation::isName)
			.map(Incarnation::new)
			.toList();
	}

	/**
	 * Files that were written aside and, since their writer was killed, never moved.
	 */
	List<Path> aside() throws IOException {
		return names().stream()
			.filter((name) -> name.startsWith(".") && name.contains(VALUES + ".") && name.endsWith(ASIDE))
			.map(this.path::resolve)
			.toList();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.path)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	void publish(Publication publication) throws IOException {
		AtomicFile.write(valuesOf(publication.incarnation()), publication.toBytes());
	}

	/**
	 * What a process published, null if its file is not there.
	 */
	@Nullable Publication read(Incarnation incarnation) throws IOException {
		byte[] file = bytes(valuesOf(incarnation));
		Publication publication = (file != null) ? Publication.of(file) : null;
		if (publication != null && !publication.incarnation().equals(incarnation)) {
			throw UnreadableFileException.damaged("its file is that of another process", null);
		}
		return publication;
	}

	void writeFold(Fold fold) throws IOException {
		AtomicFile.write(fold(), fold.toBytes());
	}

	Fold readFold() throws IOException {
		byte[] file = bytes(fold());
		return (file != null) ? Fold.of(file) : Fold.EMPTY;
	}

	/**
	 * The generation of the fold, read from its first bytes.
	 */
	long generation() throws IOException {
		try (InputStream in = Files.newInputStream(fold())) {
			return SharedFileInput.first(in.readNBytes(HEAD));
		}
		catch (NoSuchFileException ex) {
			return Fold.EMPTY.generation();
		}
		catch (RuntimeException ex) {
			throw UnreadableFileException.damaged("its file is cut off", ex);
		}
	}

	private static byte @Nullable [] bytes(Path file) throws IOException {
		try {
			return Files.readAllBytes(file);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

}
