package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * A layer of a fold that is being made.
 */
final class FoldedLayer {

	private final Map<String, Map<String, PublishedFamily>> sums = new LinkedHashMap<>();

	private final Map<String, Map<String, PublishedFamily>> rests = new LinkedHashMap<>();

	static FoldedLayer of(Fold.Layer layer) {
		FoldedLayer folded = new FoldedLayer();
		layer.sums().forEach((registry) -> put(folded.sums, registry));
		layer.rests().forEach((registry) -> put(folded.rests, registry));
		return folded;
	}

	private static void put(Map<String, Map<String, PublishedFamily>> registries, PublishedRegistry registry) {
		Map<String, PublishedFamily> families = families(registries, registry.name());
		registry.families().forEach((family) -> families.put(family.name(), family));
	}

	private static Map<String, PublishedFamily> families(Map<String, Map<String, PublishedFamily>> registries,
			String registry) {
		return registries.computeIfAbsent(registry, (name) -> new LinkedHashMap<>());
	}

	/**
	 * Adds a family.
	 * @return whether it agrees with what is in this layer
	 */
	boolean add(String registry, PublishedFamily family) {
		Map<String, PublishedFamily> families = families(this.sums, registry);
		PublishedFamily existing = families.get(family.name());
		if (existing == null) {
			families.put(family.name(), family);
			return true;
		}
		if (!agree(existing, family)) {
			return false;
		}
		PublishedFamily rules = (family.definedAt() >= existing.definedAt()) ? family : existing;
		if (rules.snapshot() instanceof GaugeSnapshot gauge) {
			families.put(family.name(), rules.with(
					Series.reduce(rules.mode(), gauge.getMetadata(), List.of(existing.snapshot(), family.snapshot()))));
		}
		else {
			sum(registry, rules, existing.snapshot(), family.snapshot());
		}
		return true;
	}

	private void sum(String registry, PublishedFamily rules, MetricSnapshot first, MetricSnapshot second) {
		List<MetricSnapshot> summands = new ArrayList<>(List.of(first, second));
		PublishedFamily rest = families(this.rests, registry).remove(rules.name());
		if (rest != null) {
			summands.add(rest.snapshot());
		}
		sum(registry, rules, PointTypes.of(rules.snapshot()), summands);
	}

	private <P extends DataPointSnapshot> void sum(String registry, PublishedFamily rules, PointType<P> type,
			List<MetricSnapshot> summands) {
		MetricMetadata metadata = rules.snapshot().getMetadata();
		Series<P> series = Series.of(type, summands);
		families(this.sums, registry).put(rules.name(), rules.with(type.family(metadata, series.sumsDown())));
		List<P> rests = series.rests();
		if (!rests.isEmpty()) {
			families(this.rests, registry).put(rules.name(), rules.with(type.family(metadata, rests)));
		}
	}

	private static boolean agree(PublishedFamily first, PublishedFamily second) {
		return MergeRule.of(first) == MergeRule.of(second) && Agreement.of(first.snapshot()).allows(second.snapshot());
	}

	Fold.Layer layer() {
		return new Fold.Layer(registries(this.sums), registries(this.rests));
	}

	private static List<PublishedRegistry> registries(Map<String, Map<String, PublishedFamily>> registries) {
		return registries.entrySet()
			.stream()
			.map((each) -> new PublishedRegistry(each.getKey(), List.copyOf(each.getValue().values())))
			.toList();
	}

}
