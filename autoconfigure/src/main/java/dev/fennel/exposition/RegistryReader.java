package dev.fennel.exposition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.fennel.CollectedFamily;
import dev.fennel.CollectorGuard;
import dev.fennel.GuardedCollection;
import dev.fennel.SampleNames;
import dev.fennel.SnapshotMerger;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Reads one registry, or all of them merged. Registries that are not Fennel's are guarded
 * as a whole, and read first, so that Fennel's families about them are fresh.
 *
 * @since 0.1.0
 */
public final class RegistryReader implements AopInfrastructureBean {

	/**
	 * The name of all registries merged.
	 */
	public static final String ALL = "all";

	private final ExposedRegistries registries;

	private final Duration timeout;

	/**
	 * Creates a reader.
	 * @param registries what it reads
	 * @param timeout how long a registry that is not Fennel's may take before it is left
	 * out
	 */
	public RegistryReader(ExposedRegistries registries, Duration timeout) {
		this.registries = registries;
		this.timeout = timeout;
	}

	/**
	 * Returns the name under which a registry is read.
	 * @param name its name, or that without a trailing {@code Registry}
	 * @return the name that {@link #readEach()} has it by, null if there is none
	 */
	public @Nullable String find(String name) {
		return this.registries.find(name);
	}

	/**
	 * Reads the families of one registry, or of all.
	 * @param name the name of a registry, null or {@value #ALL} for all
	 * @param filter the families that are asked for
	 * @return the families, null if there is no such registry
	 */
	public @Nullable MetricSnapshots read(@Nullable String name, FamilyFilter filter) {
		SnapshotMerger page = merged(name, filter);
		return (page != null) ? page.build() : null;
	}

	/**
	 * Reads the families as {@link #read} does, without a copy where that can be.
	 * @param name the name of a registry, null or {@value #ALL} for all
	 * @param filter the families that are asked for
	 * @return the families in the order of their names, null if there is no such registry
	 */
	@Nullable List<CollectedFamily> collect(@Nullable String name, FamilyFilter filter) {
		SnapshotMerger page = merged(name, filter);
		return (page != null) ? page.page() : null;
	}

	private @Nullable SnapshotMerger merged(@Nullable String name, FamilyFilter filter) {
		if (name == null || name.equals(ALL)) {
			return merged(collectEach(filter), filter);
		}
		String found = this.registries.find(name);
		return (found != null) ? merged(collectOne(found, filter), filter) : null;
	}

	private Map<String, List<CollectedFamily>> collectOne(String name, FamilyFilter filter) {
		PrometheusRegistry other = this.registries.others().get(name);
		return (other != null) ? collectOthers(Map.of(name, other), filter)
				: Map.of(name, this.registries.own().read(filter.beforeCollection()));
	}

	/**
	 * Reads all families of each registry that answers in time.
	 * @return the families by name of the registry, Fennel's first
	 */
	public Map<String, MetricSnapshots> readEach() {
		Map<String, MetricSnapshots> each = new LinkedHashMap<>();
		collectEach(FamilyFilter.NONE).forEach((name, families) -> each.put(name,
				new MetricSnapshots(families.stream().map(CollectedFamily::snapshot).toList())));
		return each;
	}

	/**
	 * Whether Fennel's registry has a family, read or not.
	 * @param family an earlier state of it
	 * @return whether something is registered that says it has it
	 */
	public boolean has(MetricSnapshot family) {
		return this.registries.own().find(SampleNames.pageName(family)).isPresent();
	}

	/**
	 * Returns the guard under which registries are read.
	 * @return that of Fennel's registry
	 */
	public CollectorGuard guard() {
		return this.registries.own().guard();
	}

	private Map<String, List<CollectedFamily>> collectEach(FamilyFilter filter) {
		Map<String, List<CollectedFamily>> others = collectOthers(this.registries.others(), filter);
		Map<String, List<CollectedFamily>> all = new LinkedHashMap<>();
		all.put(this.registries.ownName(), this.registries.own().read(filter.beforeCollection()));
		all.putAll(others);
		return all;
	}

	private Map<String, List<CollectedFamily>> collectOthers(Map<String, PrometheusRegistry> others,
			FamilyFilter filter) {
		List<GuardedCollection<List<CollectedFamily>>> collections = new ArrayList<>();
		others.forEach((name, registry) -> collections.add(new GuardedCollection<>(name, registry,
				filter.beforeCollection() == null, () -> scrape(registry, filter))));
		return guard().collect(collections, this.timeout);
	}

	private static List<CollectedFamily> scrape(PrometheusRegistry registry, FamilyFilter filter) {
		Predicate<String> names = filter.beforeCollection();
		MetricSnapshots snapshots = (names != null) ? registry.scrape(names) : registry.scrape();
		// From client 1.5 on a registry may give a family in parts, each with other
		// labels
		SnapshotMerger whole = new SnapshotMerger(false);
		List<CollectedFamily> refused = snapshots.stream()
			.map(CollectedFamily::of)
			.filter((part) -> !whole.add(part))
			.toList();
		List<CollectedFamily> families = new ArrayList<>(whole.page());
		families.addAll(refused);
		return families;
	}

	private SnapshotMerger merged(Map<String, List<CollectedFamily>> registries, FamilyFilter filter) {
		SnapshotMerger page = new SnapshotMerger(true);
		registries.forEach((name, families) -> {
			for (CollectedFamily family : families) {
				if (family.size() > 0 && filter.accepts(family.kind()) && !page.add(family)) {
					refused(name, family.kind());
				}
			}
		});
		return page;
	}

	private void refused(String registry, MetricSnapshot family) {
		guard().leftOut(SampleNames.pageName(family) + " of " + registry,
				"a registry that comes earlier has that name, or that of one of its samples, with another type or"
						+ " other labels",
				null);
	}

}
