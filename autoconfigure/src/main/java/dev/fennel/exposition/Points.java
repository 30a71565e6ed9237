package dev.fennel.exposition;

import dev.fennel.CollectedFamily;
import dev.fennel.LiveFamily;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The points of a family as they are read to be written.
 */
interface Points {

	/**
	 * When a sample was created: the text of no other of its values.
	 */
	long SAMPLE_CREATED = 1001;

	/**
	 * Looks at a family.
	 * @return its points, null if it is of a type that is not known
	 */
	static @Nullable Points of(CollectedFamily family) {
		return (family instanceof LiveFamily live) ? new LivePoints(live) : of(family.snapshot());
	}

	/**
	 * Looks at a snapshot.
	 * @return its points, null if it is of a type that is not known
	 */
	static @Nullable Points of(MetricSnapshot family) {
		MetricMetadata metadata = family.getMetadata();
		if (family instanceof HistogramSnapshot histogram) {
			return new HistogramPoints(histogram);
		}
		if (family instanceof CounterSnapshot counter) {
			return new CounterPoints(metadata, counter.getDataPoints());
		}
		if (family instanceof GaugeSnapshot gauge) {
			return new GaugePoints(metadata, gauge.getDataPoints());
		}
		if (family instanceof SummarySnapshot summary) {
			return new SummaryPoints(metadata, summary.getDataPoints());
		}
		if (family instanceof InfoSnapshot info) {
			return new InfoPoints(metadata, info.getDataPoints());
		}
		if (family instanceof StateSetSnapshot states) {
			return new StateSetPoints(metadata, states.getDataPoints());
		}
		return (family instanceof UnknownSnapshot unknown) ? new UnknownPoints(metadata, unknown.getDataPoints())
				: null;
	}

	int size();

	Labels labels(int index);

	/**
	 * Whether a point has a structure.
	 */
	boolean has(int index, PointStructure structure);

	PointStructure structure(int index);

	/**
	 * Reads the values of a point.
	 */
	void read(int index, PointValues values);

	/**
	 * Makes points with the same metadata, labels and structure whose values are told
	 * apart by their text: counts are 1, 2, 3 in the order of their places, numbers 0.5,
	 * 1.5, 2.5, and the creation {@link #SAMPLE_CREATED}.
	 */
	MetricSnapshot sample(int from, int to);

}
