package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.List;

import dev.fennel.GaugeMode;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;

/**
 * A family as one process shows it to the others.
 *
 * @param snapshot its values
 * @param mode how it is shown if it is a gauge
 * @param definedAt when the process started whose word counts about help and mode
 */
record PublishedFamily(MetricSnapshot snapshot, GaugeMode mode, long definedAt) {

	String name() {
		return this.snapshot.getMetadata().getPrometheusName();
	}

	PublishedFamily with(MetricSnapshot other) {
		return new PublishedFamily(other, this.mode, this.definedAt);
	}

	void write(SharedFileOutput out) {
		PointType<?> type = PointTypes.of(this.snapshot);
		MetricMetadata metadata = this.snapshot.getMetadata();
		out.whole(PointTypes.numberOf(type));
		out.text(metadata.getName());
		out.flag(metadata.getHelp() != null);
		if (metadata.getHelp() != null) {
			out.text(metadata.getHelp());
		}
		out.text(metadata.hasUnit() ? metadata.getUnit().toString() : "");
		out.text(this.mode.name());
		out.whole(this.definedAt);
		writePoints(type, out);
	}

	private <P extends DataPointSnapshot> void writePoints(PointType<P> type, SharedFileOutput out) {
		List<P> points = type.points(this.snapshot);
		out.whole(points.size());
		for (P point : points) {
			LabelsCodec.write(point.getLabels(), out);
			out.whole(point.hasCreatedTimestamp() ? point.getCreatedTimestampMillis() : 0);
			out.whole(point.hasScrapeTimestamp() ? point.getScrapeTimestampMillis() : 0);
			type.write(point, out);
		}
	}

	static PublishedFamily read(SharedFileInput in) {
		PointType<?> type = PointTypes.numbered((int) in.whole());
		String name = in.text();
		String help = in.flag() ? in.text() : null;
		String unit = in.text();
		MetricMetadata metadata = new MetricMetadata(name, help, unit.isEmpty() ? null : new Unit(unit));
		GaugeMode mode = GaugeMode.valueOf(in.text());
		long definedAt = in.whole();
		return new PublishedFamily(readPoints(type, metadata, in), mode, definedAt);
	}

	private static <P extends DataPointSnapshot> MetricSnapshot readPoints(PointType<P> type, MetricMetadata metadata,
			SharedFileInput in) {
		int size = in.size();
		List<P> points = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			points.add(type.read(in, LabelsCodec.read(in), in.whole(), in.whole()));
		}
		return type.family(metadata, points);
	}

}
