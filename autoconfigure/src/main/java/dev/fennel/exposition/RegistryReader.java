package dev.fennel.exposition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.fennel.GuardedCollection;
import dev.fennel.SampleNames;
import dev.fennel.SnapshotMerger;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Reads one registry, or all of them merged. Registries that are not Fennel's are guarded
 * as a whole, and read first, so that Fennel's families about them are fresh.
 */
final class RegistryReader {

	private static final String ALL = "all";

	private final ExposedRegistries registries;

	private final Duration timeout;

	RegistryReader(ExposedRegistries registries, Duration timeout) {
		this.registries = registries;
		this.timeout = timeout;
	}

	/**
	 * The families of the registry with the given name, null if there is none.
	 */
	@Nullable MetricSnapshots read(@Nullable String name, FamilyFilter filter) {
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
		Map<String, MetricSnapshots> others = readOthers(this.registries.others(), filter);
		Map<String, MetricSnapshots> all = new LinkedHashMap<>();
		all.put(this.registries.ownName(), scrape(this.registries.own(), filter));
		all.putAll(others);
		return merged(all, filter);
	}

	private Map<String, MetricSnapshots> readOthers(Map<String, PrometheusRegistry> others, FamilyFilter filter) {
		List<GuardedCollection<MetricSnapshots>> collections = new ArrayList<>();
		others.forEach((name, registry) -> collections.add(new GuardedCollection<>(name, registry,
				filter.beforeCollection() == null, () -> scrape(registry, filter))));
		return this.registries.own().guard().collect(collections, this.timeout);
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
		this.registries.own()
			.guard()
			.leftOut(SampleNames.pageName(family) + " of " + registry,
					"a registry that comes earlier has that name, or that of one of its samples, with another type or"
							+ " other labels",
					null);
	}

}
