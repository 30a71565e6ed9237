package dev.fennel;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * A family as it was collected for a page: a snapshot of the client's, or points of
 * Fennel's own whose values are read when they are written.
 *
 * @since 0.1.0
 */
public sealed interface CollectedFamily permits SnapshotFamily, LiveFamily {

	/**
	 * Creates the family of a snapshot.
	 * @param snapshot the snapshot
	 * @return the family
	 */
	static CollectedFamily of(MetricSnapshot snapshot) {
		return new SnapshotFamily(snapshot);
	}

	/**
	 * Returns a snapshot with the type and the metadata of the family, of which no more
	 * is to be read: its points may be missing.
	 * @return the snapshot
	 */
	MetricSnapshot kind();

	/**
	 * Returns how many points there are.
	 * @return the number of label sets
	 */
	int size();

	/**
	 * Returns the labels of a point.
	 * @param index which of the points
	 * @return the labels
	 */
	Labels labels(int index);

	/**
	 * Makes the snapshot of all points, in their order, which is that of the labels.
	 * @return the snapshot
	 */
	MetricSnapshot snapshot();

	/**
	 * Returns the name by which families are told apart and put in order.
	 * @return the name in the classic data model
	 */
	default String name() {
		return kind().getMetadata().getPrometheusName();
	}

}
