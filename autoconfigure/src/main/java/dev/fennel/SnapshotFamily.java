package dev.fennel;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * A family of which there is a snapshot.
 *
 * @param snapshot the snapshot
 */
record SnapshotFamily(MetricSnapshot snapshot) implements CollectedFamily {

	@Override
	public MetricSnapshot kind() {
		return this.snapshot;
	}

	@Override
	public int size() {
		return this.snapshot.getDataPoints().size();
	}

	@Override
	public Labels labels(int index) {
		return this.snapshot.getDataPoints().get(index).getLabels();
	}

}
