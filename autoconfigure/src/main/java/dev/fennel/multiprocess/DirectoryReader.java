package dev.fennel.multiprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads all that is published, without a lock, as of one time: who sees a file vanish or
 * the generation of the fold change has seen values in two places, or in none, and starts
 * over.
 */
final class DirectoryReader {

	private static final int ATTEMPTS = 10;

	private final SharedDirectory directory;

	private final Members members;

	DirectoryReader(SharedDirectory directory, Members members) {
		this.directory = directory;
		this.members = members;
	}

	/**
	 * Reads the directory.
	 * @param own what stands for the file of this process
	 */
	SharedState read(Publication own) throws IOException {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			SharedState state = tryRead(own, false);
			if (state != null) {
				return state;
			}
		}
		List<SharedState> alone = new ArrayList<>();
		this.members.runAlone(() -> {
			SharedState state = tryRead(own, true);
			if (state != null) {
				alone.add(state);
			}
		});
		return alone.isEmpty() ? SharedState.of(own) : alone.get(0);
	}

	/**
	 * Reads it once.
	 * @param alone whether nobody folds meanwhile, so that who takes a file away is none
	 * of the processes
	 * @return null if it must be read again
	 */
	private @Nullable SharedState tryRead(Publication own, boolean alone) throws IOException {
		List<Complaint> complaints = new ArrayList<>();
		Fold fold = readFold(complaints);
		boolean isUnreadable = !complaints.isEmpty();
		List<Publication> published = new ArrayList<>();
		if (!fold.contains(own.incarnation())) {
			published.add(own);
		}
		for (Incarnation incarnation : this.directory.published()) {
			if (!fold.contains(incarnation) && !incarnation.equals(own.incarnation())
					&& !read(incarnation, published, complaints) && !alone) {
				return null;
			}
		}
		boolean same = alone || isUnreadable || this.directory.generation() == fold.generation();
		return same ? new SharedState(fold, published, complaints) : null;
	}

	private Fold readFold(List<Complaint> complaints) throws IOException {
		try {
			return this.directory.readFold();
		}
		catch (UnreadableFileException ex) {
			complaints.add(Complaint.of(Contribution.ENDED, ex));
			return Fold.EMPTY;
		}
	}

	private boolean read(Incarnation incarnation, List<Publication> published, List<Complaint> complaints)
			throws IOException {
		try {
			Publication publication = this.directory.read(incarnation);
			if (publication != null) {
				published.add(publication);
			}
			return publication != null;
		}
		catch (IOException ex) {
			complaints.add(Complaint.of(Contribution.description(incarnation.process()), ex));
			return true;
		}
	}

}
