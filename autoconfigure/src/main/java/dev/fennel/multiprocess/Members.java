package dev.fennel.multiprocess;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The processes in the directory, living and dead: who joins gets a name that no other
 * living one has, and of who has ended all that can be is added up in one file.
 * <p>
 * Why nothing is lost or counted twice: changes are made under the {@link FoldingLock}.
 * The fold is written, in one step, before the files that it contains are deleted, and
 * names them; who finds both, since the one who folded was killed between, knows that the
 * files are in it already. Nothing is ever taken from what is added up.
 */
final class Members {

	private final SharedDirectory directory;

	private final FileLocks locks;

	private final Liveness liveness;

	private final FoldingLock folding;

	Members(SharedDirectory directory, FileLocks locks) {
		this.directory = directory;
		this.locks = locks;
		this.liveness = new Liveness(directory, locks);
		this.folding = directory.folding(locks);
	}

	/**
	 * Enters a process.
	 * @param process the name that it should have
	 */
	Membership join(String process) throws IOException {
		this.directory.create();
		Membership[] joined = new Membership[1];
		this.folding.run(() -> joined[0] = Membership.begin(this.directory, this.locks, freeName(process)));
		return joined[0];
	}

	private String freeName(String process) throws IOException {
		Set<String> taken = new HashSet<>();
		for (Incarnation other : this.directory.locked()) {
			if (this.liveness.isAlive(other)) {
				taken.add(other.process());
			}
		}
		String name = process;
		for (int number = 2; taken.contains(name); number++) {
			name = process + "-" + number;
		}
		return name;
	}

	/**
	 * Adds up what a process has left under a name that it has no more.
	 * @return the number of the publication that is added up, -1 if there was none
	 */
	long leftBehind(Incarnation incarnation, FoldPolicy policy) throws IOException {
		long[] added = new long[1];
		this.directory.create();
		this.folding.run(() -> {
			new FoldPass(this.directory, this.liveness, policy).take(incarnation);
			added[0] = this.directory.readFold().numberOf(incarnation);
		});
		return added[0];
	}

	/**
	 * Runs something while nobody folds.
	 */
	void runAlone(FoldingLock.Action action) throws IOException {
		this.folding.run(action);
	}

	/**
	 * Adds up what the dead have left, unless another process does.
	 */
	void fold(FoldPolicy policy) throws IOException {
		this.folding.tryRun(() -> new FoldPass(this.directory, this.liveness, policy).run());
	}

	/**
	 * Takes the word of who asks that a process has ended.
	 * @return whether there was one that does not hold its lock
	 */
	boolean bury(String process, FoldPolicy policy) throws IOException {
		boolean[] buried = new boolean[1];
		this.folding.run(() -> buried[0] = new FoldPass(this.directory, this.liveness, policy).bury(process));
		return buried[0];
	}

}
