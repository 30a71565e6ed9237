package dev.fennel.exposition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

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

	RegistryReader(ExposedRegistries registries) {
		this.registries = registries;
	}

	/**
	 * The families of the registry with the given name, null if there is none.
	 */
	@Nullable MetricSnapshots read(@Nullable String name, FamilyFilter filter) {
		String found = (name != null) ? this.registries.find(name) : null;
		if (found != null) {
			return readOne(found, filter);
		}
		return (name == null || name.equals(ALL)) ? readAll(filter) : null;
	}

	private MetricSnapshots readOne(String name, FamilyFilter filter) {
		PrometheusRegistry other = this.registries.others().get(name);
		MetricSnapshots snapshots = (other != null) ? readOther(name, other, filter) : readOwn(filter);
		return merged(Map.of(name, snapshots), filter);
	}

	private MetricSnapshots readAll(FamilyFilter filter) {
		Map<String, MetricSnapshots> others = new LinkedHashMap<>();
		this.registries.others().forEach((name, registry) -> others.put(name, readOther(name, registry, filter)));
		Map<String, MetricSnapshots> all = new LinkedHashMap<>();
		all.put(this.registries.ownName(), readOwn(filter));
		all.putAll(others);
		return merged(all, filter);
	}

	private MetricSnapshots readOwn(FamilyFilter filter) {
		return scrape(this.registries.own(), filter);
	}

	private MetricSnapshots readOther(String name, PrometheusRegistry registry, FamilyFilter filter) {
		MetricSnapshots snapshots = this.registries.own().guard().collect(name, () -> scrape(registry, filter));
		return (snapshots != null) ? snapshots : new MetricSnapshots();
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
