package dev.fennel.exposition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
		if (name == null || name.equals(ALL)) {
			return readAll(filter);
		}
		String found = this.registries.find(name);
		return (found != null) ? readOne(found, filter) : null;
	}

	private MetricSnapshots readOne(String name, FamilyFilter filter) {
		PrometheusRegistry other = this.registries.others().get(name);
		return merged((other != null) ? readOthers(Map.of(name, other), filter)
				: Map.of(name, scrape(this.registries.own(), filter)), filter);
	}

	private MetricSnapshots readAll(FamilyFilter filter) {
		return merged(readEach(filter), filter);
	}

	/**
	 * Reads all families of each registry that answers in time.
	 * @return the families by name of the registry, Fennel's first
	 */
	public Map<String, MetricSnapshots> readEach() {
		return readEach(FamilyFilter.NONE);
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

	private Map<String, MetricSnapshots> readEach(FamilyFilter filter) {
		Map<String, MetricSnapshots> others = readOthers(this.registries.others(), filter);
		Map<String, MetricSnapshots> all = new LinkedHashMap<>();
		all.put(this.registries.ownName(), scrape(this.registries.own(), filter));
		all.putAll(others);
		return all;
	}

	private Map<String, MetricSnapshots> readOthers(Map<String, PrometheusRegistry> others, FamilyFilter filter) {
		List<GuardedCollection<MetricSnapshots>> collections = new ArrayList<>();
		others.forEach((name, registry) -> collections.add(new GuardedCollection<>(name, registry,
				filter.beforeCollection() == null, () -> scrape(registry, filter))));
		return guard().collect(collections, this.timeout);
	}

	private static MetricSnapshots scrape(PrometheusRegistry registry, FamilyFilter filter) {
		Predicate<String> names = filter.beforeCollection();
		return (names != null) ? registry.scrape(names) : registry.scrape();
	}

	private MetricSnapshots merged(Map<String, MetricSnapshots> registries, FamilyFilter filter) {
		SnapshotMerger page = new SnapshotMerger(true);
		registries.forEach((name, snapshots) -> {
			for (MetricSnapshot family : snapshots) {
				if (!family.getDataPoints().isEmpty() && filter.accepts(family) && !page.add(family)) {
					refused(name, family);
				}
			}
		});
		return page.build();
	}

	private void refused(String registry, MetricSnapshot family) {
		guard().leftOut(SampleNames.pageName(family) + " of " + registry,
				"a registry that comes earlier has that name, or that of one of its samples, with another type or"
						+ " other labels",
				null);
	}

}
