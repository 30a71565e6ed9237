package dev.fennel.exposition;

import java.util.Arrays;
import java.util.List;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;

/**
 * Points of state sets. Their values are 0 or 1, so that no text tells their lines apart,
 * which are in the order of the states.
 */
final class StateSetPoints extends SnapshotPoints<StateSetDataPointSnapshot> {

	StateSetPoints(MetricMetadata metadata, List<StateSetDataPointSnapshot> points) {
		super(metadata, points);
	}

	@Override
	boolean has(StateSetDataPointSnapshot point, PointStructure structure) {
		String[] states = structure.states();
		if (point.size() != states.length) {
			return false;
		}
		for (int i = 0; i < states.length; i++) {
			if (!point.getName(i).equals(states[i])) {
				return false;
			}
		}
		return true;
	}

	@Override
	PointStructure structure(StateSetDataPointSnapshot point) {
		return new PointStructure(PointStructure.NO_MARKS, states(point), 0);
	}

	@Override
	void read(StateSetDataPointSnapshot point, PointValues values) {
		values.reserve(point.size());
		for (int i = 0; i < point.size(); i++) {
			values.counts[i] = point.isTrue(i) ? 1 : 0;
		}
	}

	@Override
	StateSetDataPointSnapshot sample(StateSetDataPointSnapshot point) {
		boolean[] all = new boolean[point.size()];
		Arrays.fill(all, true);
		return new StateSetDataPointSnapshot(states(point), all, point.getLabels());
	}

	@Override
	MetricSnapshot snapshot(MetricMetadata metadata, List<StateSetDataPointSnapshot> points) {
		return new StateSetSnapshot(metadata, points);
	}

	private static String[] states(StateSetDataPointSnapshot point) {
		String[] states = new String[point.size()];
		for (int i = 0; i < states.length; i++) {
			states[i] = point.getName(i);
		}
		return states;
	}

}
