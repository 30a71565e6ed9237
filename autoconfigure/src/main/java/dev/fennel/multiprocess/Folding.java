package dev.fennel.multiprocess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fennel.GaugeMode;
import dev.fennel.multiprocess.Fold.Dead;
import dev.fennel.multiprocess.Fold.Folded;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
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

	private final List<Map<String, Map<String, PublishedFamily>>> layers = new ArrayList<>();

	private boolean changed;

	Folding(Fold last) {
		this.last = last;
		this.folded = new ArrayList<>(last.folded());
		this.dead = new ArrayList<>(last.dead());
		for (List<PublishedRegistry> layer : last.layers()) {
			Map<String, Map<String, PublishedFamily>> registries = new LinkedHashMap<>();
			for (PublishedRegistry registry : layer) {
				Map<String, PublishedFamily> families = registries.computeIfAbsent(registry.name(),
						(name) -> new LinkedHashMap<>());
				registry.families().forEach((family) -> families.put(family.name(), family));
			}
			this.layers.add(registries);
		}
	}

	/**
	 * Adds the values of a process that has ended.
	 * @param foundAt when that was found, in milliseconds
	 */
	void add(Publication publication, long foundAt) {
		this.changed = true;
		this.folded.add(0, new Folded(publication.incarnation(), publication.number()));
		for (PublishedRegistry registry : publication.registries()) {
			registry.families()
				.stream()
				.flatMap((family) -> Stream.ofNullable(lasting(family)))
				.forEach((family) -> add(registry.name(), family, 0));
		}
		String process = publication.incarnation().process();
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
		List<List<PublishedRegistry>> registries = this.layers.stream()
			.map((layer) -> layer.entrySet()
				.stream()
				.map((each) -> new PublishedRegistry(each.getKey(), List.copyOf(each.getValue().values())))
				.toList())
			.toList();
		return new Fold(this.last.generation() + 1, first(this.folded, KNOWN), registries, first(this.dead, SHOWN));
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

	private void add(String registry, PublishedFamily family, int layer) {
		if (layer == this.layers.size()) {
			this.layers.add(new LinkedHashMap<>());
		}
		Map<String, PublishedFamily> families = this.layers.get(layer)
			.computeIfAbsent(registry, (name) -> new LinkedHashMap<>());
		PublishedFamily existing = families.get(family.name());
		if (existing != null && !agree(existing, family)) {
			add(registry, family, layer + 1);
		}
		else {
			families.put(family.name(), (existing != null) ? merge(existing, family) : family);
		}
	}

	private static boolean agree(PublishedFamily first, PublishedFamily second) {
		return MergeRule.of(first) == MergeRule.of(second) && Agreement.of(first.snapshot()).allows(second.snapshot());
	}

	private static PublishedFamily merge(PublishedFamily first, PublishedFamily second) {
		PublishedFamily rules = (second.definedAt() >= first.definedAt()) ? second : first;
		List<MetricSnapshot> both = List.of(first.snapshot(), second.snapshot());
		GaugeMode mode = rules.mode();
		return rules.with(
				(rules.snapshot() instanceof GaugeSnapshot) ? Series.reduce(mode, rules.snapshot().getMetadata(), both)
						: Series.sum(PointTypes.of(rules.snapshot()), rules.snapshot().getMetadata(), both));
	}

	private static <T> List<T> first(List<T> list, int limit) {
		return List.copyOf(list.subList(0, Math.min(limit, list.size())));
	}

}
