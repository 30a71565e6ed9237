package dev.fennel.exposition;

import java.util.Arrays;

import dev.fennel.LivePoint;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;

/**
 * What, beside its labels, says which lines a point has.
 *
 * @param marks bounds or quantiles
 * @param states the names of states
 * @param parts which of the optional lines there are
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its own methods only
record PointStructure(double[] marks, String[] states, int parts) {

	static final double[] NO_MARKS = {};

	static final String[] NO_STATES = {};

	private static final int CREATED = 1;

	private static final int COUNT = 2;

	private static final int SUM = 4;

	/**
	 * That of a point with one value.
	 */
	static PointStructure of(DataPointSnapshot point) {
		return new PointStructure(NO_MARKS, NO_STATES, parts(point));
	}

	/**
	 * That of a point of Fennel's own.
	 */
	static PointStructure of(LivePoint point, double[] bounds) {
		return new PointStructure(bounds, NO_STATES, parts(point, bounds));
	}

	boolean isOf(LivePoint point, double[] bounds) {
		return this.parts == parts(point, bounds) && (this.marks == bounds || Arrays.equals(this.marks, bounds));
	}

	private static int parts(LivePoint point, double[] bounds) {
		int created = (point.createdTimestampMillis() != 0) ? CREATED : 0;
		return (bounds.length == 0) ? created : created | COUNT | (Double.isNaN(point.value()) ? 0 : SUM);
	}

	static int parts(DataPointSnapshot point) {
		return point.hasCreatedTimestamp() ? CREATED : 0;
	}

	static int parts(DistributionDataPointSnapshot point) {
		return (point.hasCreatedTimestamp() ? CREATED : 0) | (point.hasCount() ? COUNT : 0)
				| (point.hasSum() ? SUM : 0);
	}

	boolean isSameAs(PointStructure other) {
		return this.parts == other.parts && Arrays.equals(this.marks, other.marks)
				&& Arrays.equals(this.states, other.states);
	}

}
