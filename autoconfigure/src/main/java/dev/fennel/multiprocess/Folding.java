package dev.fennel.multiprocess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fennel.exposition.FamilyFilter;
import dev.fennel.exposition.RegistryReader;
import dev.fennel.multiprocess.Fold.Dead;
import dev.fennel.multiprocess.Fold.Folded;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The next fold: the last one with the values of further processes that have ended.
 */
final class Folding {

	/** How many are known by name, of those whose files have gone. */
	private static final int KNOWN = 1024;

	/** How many are shown one by one. */
	private static final int SHOWN = 64;

	private final Fold last;

	private final List<Folded> folded;

	private final List<Dead> dead;

	private final List<FoldedLayer> layers = new ArrayList<>();

	private final Consumer<Complaint> complaints;

	private boolean changed;

	Folding(Fold last, Consumer<Complaint> complaints) {
		this.last = last;
		this.complaints = complaints;
		this.folded = new ArrayList<>(last.folded());
		this.dead = new ArrayList<>(last.dead());
		last.layers().forEach((layer) -> this.layers.add(FoldedLayer.of(layer)));
	}

	/**
	 * Adds the values of a process that has ended.
	 * @param foundAt when that was found, in milliseconds
	 */
	void add(Publication publication, long foundAt) {
		this.changed = true;
		this.folded.add(0, new Folded(publication.incarnation(), publication.number()));
		String process = publication.incarnation().process();
		publication.registries().forEach((registry) -> add(process, registry.name(), registry.families()));
		// Of one process the first registry counts: of several that cannot be told any
		// more
		add(process, RegistryReader.ALL,
				Contribution.of(process, false, publication.registries(), null, FamilyFilter.NONE).families().values());
		this.dead.removeIf((each) -> each.publication().incarnation().process().equals(process));
		this.dead.add(0, new Dead(foundAt, publication.with(only(publication, Folding::passing))));
	}

	/**
	 * Forgets what is shown of those that were found dead before a time.
	 */
	void reap(Duration after, long now) {
		this.changed |= this.dead.removeIf((each) -> now - each.foundAt() > after.toMillis());
	}

	/**
	 * Forgets what is shown of a process.
	 */
	void reap(String process) {
		this.changed |= this.dead.removeIf((each) -> each.publication().incarnation().process().equals(process));
	}

	boolean isChanged() {
		return this.changed;
	}

	Fold next() {
		return new Fold(this.last.generation() + 1, first(this.folded, KNOWN),
				this.layers.stream().map(FoldedLayer::layer).toList(), first(this.dead, SHOWN));
	}

	/**
	 * What of a family never goes, null if all of it does.
	 */
	private static @Nullable PublishedFamily lasting(PublishedFamily family) {
		return switch (MergeRule.of(family)) {
			case SUM -> (family.snapshot() instanceof SummarySnapshot summary)
					? family.with(SummaryPoints.withoutQuantiles(summary)) : family;
			case REDUCE -> family.mode().isLive() ? null : family;
			case PER_PROCESS -> null;
		};
	}

	/**
	 * What of a family is shown for a while, null if nothing is.
	 */
	private static @Nullable PublishedFamily passing(PublishedFamily family) {
		if (family.snapshot() instanceof SummarySnapshot summary && MergeRule.of(family) == MergeRule.SUM) {
			SummarySnapshot quantiles = SummaryPoints.quantilesOf(summary);
			return quantiles.getDataPoints().isEmpty() ? null : family.with(quantiles);
		}
		return MergeRule.outlives(family) ? family : null;
	}

	private static List<PublishedRegistry> only(Publication publication,
			Function<PublishedFamily, @Nullable PublishedFamily> part) {
		return publication.registries()
			.stream()
			.map((registry) -> new PublishedRegistry(registry.name(),
					registry.families().stream().flatMap((family) -> Stream.ofNullable(part.apply(family))).toList()))
			.filter((registry) -> !registry.families().isEmpty())
			.toList();
	}

	private void add(String process, String registry, Collection<PublishedFamily> families) {
		for (PublishedFamily family : families) {
			try {
				PublishedFamily lasting = lasting(family);
				if (lasting != null) {
					add(registry, lasting);
				}
			}
			catch (RuntimeException ex) {
				this.complaints.accept(new Complaint(Contribution.description(process),
						"its '%s' cannot be added up".formatted(family.name()), ex));
			}
		}
	}

	private void add(String registry, PublishedFamily family) {
		if (this.layers.stream().noneMatch((layer) -> layer.add(registry, family))) {
			FoldedLayer next = new FoldedLayer();
			next.add(registry, family);
			this.layers.add(next);
		}
	}

	private static <T> List<T> first(List<T> list, int limit) {
		return List.copyOf(list.subList(0, Math.min(limit, list.size())));
	}

}
