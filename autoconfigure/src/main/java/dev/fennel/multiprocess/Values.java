package dev.fennel.multiprocess;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * All that this process counted until some time, by registry.
 *
 * @param registries the families of each registry
 */
record Values(Map<String, MetricSnapshots> registries) {

	static final Values NONE = new Values(Map.of());

	/**
	 * The same with what was there before of what could not be read in time: on a page of
	 * several processes a counter would else not be missing but fall.
	 * @param before the values before
	 * @param has whether Fennel's registry still has a family
	 */
	Values completedBy(Values before, Predicate<MetricSnapshot> has) {
		Map<String, MetricSnapshots> completed = new LinkedHashMap<>(this.registries);
		before.registries
			.forEach((name, families) -> completed.merge(name, families, (now, former) -> completed(now, former, has)));
		return new Values(completed);
	}

	private static MetricSnapshots completed(MetricSnapshots now, MetricSnapshots before,
			Predicate<MetricSnapshot> has) {
		Set<String> present = now.stream().map(Values::name).collect(Collectors.toSet());
		List<MetricSnapshot> missing = before.stream()
			.filter((family) -> PointTypes.of(family).isCumulative() && !present.contains(name(family)))
			.filter(has)
			.toList();
		return missing.isEmpty() ? now : new MetricSnapshots(Stream.concat(now.stream(), missing.stream()).toList());
	}

	private static String name(MetricSnapshot family) {
		return family.getMetadata().getPrometheusName();
	}

	/**
	 * What of a family was counted since.
	 * @param now its present state
	 */
	MetricSnapshot since(String registry, MetricSnapshot now) {
		MetricSnapshot before = find(registry, now);
		PointType<?> type = PointTypes.of(now);
		return (before != null && type.isCumulative()) ? since(type, now, before) : now;
	}

	private @Nullable MetricSnapshot find(String registry, MetricSnapshot family) {
		MetricSnapshots families = this.registries.get(registry);
		if (families != null) {
			for (MetricSnapshot each : families) {
				if (name(each).equals(name(family)) && PointTypes.of(each) == PointTypes.of(family)) {
					return each;
				}
			}
		}
		return null;
	}

	private static <P extends DataPointSnapshot> MetricSnapshot since(PointType<P> type, MetricSnapshot now,
			MetricSnapshot before) {
		Map<Labels, P> former = new HashMap<>();
		type.points(before).forEach((point) -> former.put(point.getLabels(), point));
		List<P> points = type.points(now).stream().map((point) -> {
			P base = former.get(point.getLabels());
			return (base != null) ? type.since(point, base) : point;
		}).toList();
		return type.family(now.getMetadata(), points);
	}

}
