package dev.fennel.multiprocess;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * What families of one name must have in common to become one: the type, and the names of
 * their labels.
 *
 * @param type the type
 * @param labels the names of the labels, of which a family may have several sets; none
 * where it has no series
 */
record Agreement(PointType<?> type, Set<List<String>> labels) {

	static Agreement of(MetricSnapshot family) {
		Set<List<String>> names = new HashSet<>();
		Labels last = null;
		for (DataPointSnapshot point : family.getDataPoints()) {
			Labels labels = point.getLabels();
			if (last == null || !last.hasSameNames(labels)) {
				names.add(labels.stream().map(Label::getName).toList());
			}
			last = labels;
		}
		return new Agreement(PointTypes.of(family), names);
	}

	boolean allows(MetricSnapshot family) {
		Agreement other = of(family);
		return this.type == other.type && (this.labels.isEmpty() || other.labels.isEmpty()
				|| !Collections.disjoint(this.labels, other.labels));
	}

}
