package dev.fennel.multiprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One look through the directory by the process that may change it.
 */
final class FoldPass {

	private final SharedDirectory directory;

	private final Liveness liveness;

	private final FoldPolicy policy;

	/** Fewer than those that a fold knows by name. */
	private static final int AT_ONCE = 256;

	private final List<Incarnation> gone = new ArrayList<>();

	FoldPass(SharedDirectory directory, Liveness liveness, FoldPolicy policy) {
		this.directory = directory;
		this.liveness = liveness;
		this.policy = policy;
	}

	void run() throws IOException {
		long now = System.currentTimeMillis();
		Fold last = lastFold();
		Folding next = new Folding(last, this.policy.complaints());
		for (Incarnation incarnation : incarnations()) {
			if (last.contains(incarnation)) {
				this.gone.add(incarnation);
			}
			else if (this.gone.size() < AT_ONCE && !this.liveness.isAlive(incarnation)) {
				fold(incarnation, next, now);
			}
		}
		next.reap(this.policy.reapAfter(), now);
		finish(next);
	}

	/**
	 * Folds a process that gives its name up.
	 */
	void take(Incarnation incarnation) throws IOException {
		Fold last = lastFold();
		Folding next = new Folding(last, this.policy.complaints());
		if (last.contains(incarnation)) {
			this.gone.add(incarnation);
		}
		else {
			fold(incarnation, next, System.currentTimeMillis());
		}
		finish(next);
	}

	boolean bury(String process) throws IOException {
		Fold last = lastFold();
		Folding next = new Folding(last, this.policy.complaints());
		boolean found = false;
		for (Incarnation incarnation : incarnations()) {
			if (incarnation.process().equals(process) && !last.contains(incarnation)
					&& !this.liveness.holdsItsLock(incarnation)) {
				fold(incarnation, next, System.currentTimeMillis());
				found = true;
			}
		}
		next.reap(process);
		boolean buried = found || next.isChanged();
		finish(next);
		return buried;
	}

	private Set<Incarnation> incarnations() throws IOException {
		Set<Incarnation> incarnations = new LinkedHashSet<>(this.directory.published());
		incarnations.addAll(this.directory.locked());
		return incarnations;
	}

	/**
	 * A fold that is damaged is put aside, else nothing could be added up ever again. One
	 * that another version wrote is left to that version.
	 */
	private Fold lastFold() throws IOException {
		try {
			return this.directory.readFold();
		}
		catch (UnreadableFileException ex) {
			if (ex.isOfOtherVersion()) {
				throw ex;
			}
			Path fold = this.directory.fold();
			Files.move(fold, fold.resolveSibling(fold.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
			this.policy.complaints().accept(Complaint.of(Contribution.ENDED, ex));
			return Fold.EMPTY;
		}
	}

	/**
	 * Without its lock file a process that lives after all publishes once more at most,
	 * which is what it is prepared for.
	 */
	private void fold(Incarnation incarnation, Folding next, long now) throws IOException {
		Files.deleteIfExists(this.directory.lockOf(incarnation));
		try {
			Publication publication = this.directory.read(incarnation);
			if (publication != null) {
				next.add(publication, now);
			}
			this.gone.add(incarnation);
		}
		catch (UnreadableFileException ex) {
			if (!ex.isOfOtherVersion() && isOlder(this.directory.valuesOf(incarnation), this.policy.reapAfter())) {
				this.gone.add(incarnation);
			}
		}
		catch (IOException ex) {
			// Who reads says so, and another pass may read it
		}
	}

	private static boolean isOlder(Path file, Duration age) throws IOException {
		try {
			return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(age));
		}
		catch (NoSuchFileException ex) {
			return true;
		}
	}

	private void finish(Folding next) throws IOException {
		if (next.isChanged()) {
			this.directory.writeFold(next.next());
		}
		for (Incarnation incarnation : this.gone) {
			Files.deleteIfExists(this.directory.valuesOf(incarnation));
			Files.deleteIfExists(this.directory.lockOf(incarnation));
		}
		deleteAside();
	}

	/**
	 * What was written aside and never moved, unless its writer may be writing it.
	 */
	private void deleteAside() throws IOException {
		List<Path> aside = this.directory.aside();
		if (!aside.isEmpty()) {
			List<String> writers = this.directory.locked().stream().map((each) -> "." + each.name() + ".").toList();
			for (Path file : aside) {
				if (writers.stream().noneMatch(file.getFileName().toString()::startsWith)) {
					Files.deleteIfExists(file);
				}
			}
		}
	}

}
