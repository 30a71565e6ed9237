package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;

/**
 * State sets.
 */
final class StateSetPoints extends PointType<StateSetDataPointSnapshot> {

	StateSetPoints() {
		super(StateSetDataPointSnapshot.class);
	}

	@Override
	MetricSnapshot family(MetricMetadata metadata, List<StateSetDataPointSnapshot> points) {
		return new StateSetSnapshot(metadata, points);
	}

	@Override
	void write(StateSetDataPointSnapshot point, SharedFileOutput out) {
		out.whole(point.size());
		for (int i = 0; i < point.size(); i++) {
			out.text(point.getName(i));
			out.flag(point.isTrue(i));
		}
	}

	@Override
	StateSetDataPointSnapshot read(SharedFileInput in, Labels labels, long created, long scraped) {
		String[] names = new String[in.size()];
		boolean[] values = new boolean[names.length];
		for (int i = 0; i < names.length; i++) {
			names[i] = in.text();
			values[i] = in.flag();
		}
		return new StateSetDataPointSnapshot(names, values, labels, scraped);
	}

	@Override
	StateSetDataPointSnapshot withLabels(StateSetDataPointSnapshot point, Labels labels) {
		String[] names = new String[point.size()];
		boolean[] values = new boolean[names.length];
		for (int i = 0; i < names.length; i++) {
			names[i] = point.getName(i);
			values[i] = point.isTrue(i);
		}
		return new StateSetDataPointSnapshot(names, values, labels, point.getScrapeTimestampMillis());
	}

}
