package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;

/**
 * What has no type.
 */
final class UnknownPoints extends PointType<UnknownDataPointSnapshot> {

	UnknownPoints() {
		super(UnknownDataPointSnapshot.class);
	}

	@Override
	MetricSnapshot family(MetricMetadata metadata, List<UnknownDataPointSnapshot> points) {
		return new UnknownSnapshot(metadata, points);
	}

	@Override
	void write(UnknownDataPointSnapshot point, SharedFileOutput out) {
		out.real(point.getValue());
		ExemplarCodec.writeOptional(point.getExemplar(), out);
	}

	@Override
	UnknownDataPointSnapshot read(SharedFileInput in, Labels labels, long created, long scraped) {
		return new UnknownDataPointSnapshot(in.real(), labels, ExemplarCodec.readOptional(in), scraped);
	}

	@Override
	UnknownDataPointSnapshot withLabels(UnknownDataPointSnapshot point, Labels labels) {
		return new UnknownDataPointSnapshot(point.getValue(), labels, point.getExemplar(),
				point.getScrapeTimestampMillis());
	}

}
