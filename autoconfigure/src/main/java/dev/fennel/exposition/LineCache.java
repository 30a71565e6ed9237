package dev.fennel.exposition;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.fennel.CollectedFamily;
import org.jspecify.annotations.Nullable;

/**
 * The lines of families that pages of one format and escaping have had. Many pages may be
 * written at once: none waits for another.
 */
final class LineCache {

	/** For how long no page may need a family before it is forgotten. */
	static final Duration PATIENCE = Duration.ofMinutes(10);

	/** After how many pages it is looked for what is not needed, or tried once more. */
	private static final int INTERVAL = 64;

	private final ClientPage client;

	private final LineBudget budget;

	private final ConcurrentMap<String, Entry> families = new ConcurrentHashMap<>();

	private final AtomicLong pages = new AtomicLong();

	LineCache(ClientPage client, LineBudget budget) {
		this.client = client;
		this.budget = budget;
		budget.share(this);
	}

	/**
	 * Begins a page.
	 * @return its number
	 */
	long begin() {
		long page = this.pages.incrementAndGet();
		if (page % INTERVAL == 0) {
			this.budget.forgetUnused();
		}
		return page;
	}

	/**
	 * Forgets the families that no page has had for long.
	 */
	void forgetUnused() {
		long now = this.budget.now();
		this.families.forEach((name, entry) -> {
			if (now - entry.lastUsed > PATIENCE.toNanos() && this.families.remove(name, entry)) {
				entry.release(this.budget);
			}
		});
	}

	/**
	 * Returns the lines of a family with exactly some points.
	 * @param page the number of the page
	 * @return the lines, null where the client is to write the family
	 */
	@Nullable FamilyLines lines(long page, CollectedFamily family, Points points) throws IOException {
		Entry entry = this.families.computeIfAbsent(family.name(), (name) -> new Entry());
		entry.lastUsed = this.budget.now();
		FamilyLines known = entry.lines;
		if (known == null || !known.name().isThatOf(family.kind())) {
			if (entry.isRefused(page, points.size())) {
				return null;
			}
			known = FamilyLines.none(FamilyName.of(family.kind()));
		}
		FamilyLines fitted = known.fitted(points, this.client, this.budget.room() + entry.size);
		if (fitted == null) {
			entry.refuse(page, points.size(), this.budget);
		}
		else if (fitted != entry.lines && !entry.keep(fitted, this.budget)) {
			entry.refuse(page, points.size(), this.budget);
		}
		return fitted;
	}

	/**
	 * The lines of one family as they were last needed.
	 */
	private static final class Entry {

		private volatile @Nullable FamilyLines lines;

		private volatile long lastUsed;

		private volatile int size;

		private boolean gone;

		private volatile long refusedUntil;

		private volatile int refusedPoints;

		/**
		 * Whether it was too large, or not to be learnt, not long ago.
		 */
		boolean isRefused(long page, int points) {
			return page < this.refusedUntil && points >= this.refusedPoints;
		}

		synchronized void refuse(long page, int points, LineBudget budget) {
			drop(budget);
			this.refusedPoints = points;
			this.refusedUntil = page + INTERVAL;
		}

		synchronized boolean keep(FamilyLines next, LineBudget budget) {
			int needed = next.size();
			boolean kept = !this.gone && budget.take(needed - this.size);
			if (kept) {
				this.size = needed;
				this.lines = next;
			}
			return kept;
		}

		synchronized void release(LineBudget budget) {
			this.gone = true;
			drop(budget);
		}

		private void drop(LineBudget budget) {
			budget.take(-this.size);
			this.size = 0;
			this.lines = null;
		}

	}

}
