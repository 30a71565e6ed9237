package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Infos, which have nothing but labels.
 */
final class InfoPoints extends PointType<InfoDataPointSnapshot> {

	InfoPoints() {
		super(InfoDataPointSnapshot.class);
	}

	@Override
	MetricSnapshot family(MetricMetadata metadata, List<InfoDataPointSnapshot> points) {
		return new InfoSnapshot(metadata, points);
	}

	@Override
	void write(InfoDataPointSnapshot point, SharedFileOutput out) {
	}

	@Override
	InfoDataPointSnapshot read(SharedFileInput in, Labels labels, long created, long scraped) {
		return new InfoDataPointSnapshot(labels, scraped);
	}

	@Override
	InfoDataPointSnapshot withLabels(InfoDataPointSnapshot point, Labels labels) {
		return new InfoDataPointSnapshot(labels, point.getScrapeTimestampMillis());
	}

}
