package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;

/**
 * The times of several data points that become one.
 */
final class Times {

	private Times() {
	}

	/**
	 * The oldest creation, 0 where none is known.
	 */
	static long created(List<? extends DataPointSnapshot> points) {
		long oldest = 0;
		for (DataPointSnapshot point : points) {
			if (point.hasCreatedTimestamp() && (oldest == 0 || point.getCreatedTimestampMillis() < oldest)) {
				oldest = point.getCreatedTimestampMillis();
			}
		}
		return oldest;
	}

}
