package dev.fennel.multiprocess;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
				if (each.getMetadata().getPrometheusName().equals(family.getMetadata().getPrometheusName())
						&& PointTypes.of(each) == PointTypes.of(family)) {
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
