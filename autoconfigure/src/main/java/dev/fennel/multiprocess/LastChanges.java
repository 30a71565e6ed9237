package dev.fennel.multiprocess;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * When gauges changed, as far as their values tell.
 */
final class LastChanges {

	private final Map<String, Map<Labels, Change>> families = new HashMap<>();

	/**
	 * The same gauges with the time of their last change as that of the scrape.
	 */
	GaugeSnapshot timed(String registry, GaugeSnapshot family, long now) {
		Map<Labels, Change> last = this.families.getOrDefault(key(registry, family), Map.of());
		Map<Labels, Change> next = new HashMap<>();
		List<GaugeDataPointSnapshot> points = family.getDataPoints().stream().map((point) -> {
			Change change = last.get(point.getLabels());
			if (change == null || Double.compare(change.value(), point.getValue()) != 0) {
				change = new Change(point.getValue(), now);
			}
			next.put(point.getLabels(), change);
			return new GaugeDataPointSnapshot(point.getValue(), point.getLabels(), point.getExemplar(), change.at());
		}).toList();
		this.families.put(key(registry, family), next);
		return new GaugeSnapshot(family.getMetadata(), points);
	}

	private static String key(String registry, GaugeSnapshot family) {
		return registry + '\n' + family.getMetadata().getName();
	}

	/**
	 * A value, and when it came.
	 */
	private record Change(double value, long at) {
	}

}
