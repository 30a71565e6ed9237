package dev.fennel.exposition;

import java.io.IOException;
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

	/** For how many pages a family may be missing before it is forgotten. */
	private static final int PATIENCE = 16;

	private final ClientPage client;

	private final LineBudget budget;

	private final ConcurrentMap<String, Entry> families = new ConcurrentHashMap<>();

	private final AtomicLong pages = new AtomicLong();

	LineCache(ClientPage client, LineBudget budget) {
		this.client = client;
		this.budget = budget;
	}

	/**
	 * Begins a page.
	 * @return its number
	 */
	long begin() {
		return this.pages.incrementAndGet();
	}

	/**
	 * Forgets the families that no page has had for a while.
	 * @param page the number of the page that has ended
	 * @param families how many families it had
	 */
	void end(long page, int families) {
		if (this.families.size() > families) {
			this.families.forEach((name, entry) -> {
				if (page - entry.lastPage > PATIENCE && this.families.remove(name, entry)) {
					entry.release(this.budget);
				}
			});
		}
	}

	/**
	 * Returns the lines of a family with exactly some points.
	 * @param page the number of the page
	 * @return the lines, null where the client is to write the family
	 */
	@Nullable FamilyLines lines(long page, CollectedFamily family, Points points) throws IOException {
		Entry entry = this.families.computeIfAbsent(family.name(), (name) -> new Entry());
		entry.lastPage = page;
		FamilyLines known = entry.lines;
		if (known == null || !known.name().isThatOf(family.kind())) {
			known = FamilyLines.none(FamilyName.of(family.kind()));
		}
		if (entry.isRefused(this.budget, points.size())) {
			return null;
		}
		FamilyLines fitted = known.fitted(points, this.client);
		if (fitted != null && fitted != entry.lines) {
			entry.keep(fitted, points.size(), this.budget);
		}
		return fitted;
	}

	/**
	 * The lines of one family as they were last needed.
	 */
	private static final class Entry {

		private volatile @Nullable FamilyLines lines;

		private volatile long lastPage;

		private int size;

		private boolean gone;

		private volatile int refusedPoints = Integer.MAX_VALUE;

		private volatile long refusedAt;

		/**
		 * Whether it would not fit, as when that was last tried.
		 */
		boolean isRefused(LineBudget budget, int points) {
			return points >= this.refusedPoints && this.refusedAt == budget.returned();
		}

		synchronized void keep(FamilyLines next, int points, LineBudget budget) {
			if (this.gone) {
				return;
			}
			int needed = next.size();
			if (budget.take(needed - this.size)) {
				this.size = needed;
				this.lines = next;
				this.refusedPoints = Integer.MAX_VALUE;
			}
			else {
				budget.take(-this.size);
				this.size = 0;
				this.lines = null;
				this.refusedAt = budget.returned();
				this.refusedPoints = points;
			}
		}

		synchronized void release(LineBudget budget) {
			this.gone = true;
			budget.take(-this.size);
			this.size = 0;
		}

	}

}
