package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Gauges. A file has, as the time of the scrape, that of the last change where the last
 * change wins.
 */
final class GaugePoints extends PointType<GaugeDataPointSnapshot> {

	GaugePoints() {
		super(GaugeDataPointSnapshot.class);
	}

	@Override
	MetricSnapshot family(MetricMetadata metadata, List<GaugeDataPointSnapshot> points) {
		return new GaugeSnapshot(metadata, points);
	}

	@Override
	void write(GaugeDataPointSnapshot point, SharedFileOutput out) {
		out.real(point.getValue());
		ExemplarCodec.writeOptional(point.getExemplar(), out);
	}

	@Override
	GaugeDataPointSnapshot read(SharedFileInput in, Labels labels, long created, long scraped) {
		return new GaugeDataPointSnapshot(in.real(), labels, ExemplarCodec.readOptional(in), scraped);
	}

	@Override
	GaugeDataPointSnapshot withLabels(GaugeDataPointSnapshot point, Labels labels) {
		return new GaugeDataPointSnapshot(point.getValue(), labels, point.getExemplar(),
				point.getScrapeTimestampMillis());
	}

}
