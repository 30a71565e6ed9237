package dev.fennel.multiprocess;

import java.util.List;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;

/**
 * All types of families, a type's number in a file being its place.
 */
final class PointTypes {

	private static final HistogramPoints HISTOGRAM = new HistogramPoints(false);

	private static final HistogramPoints GAUGE_HISTOGRAM = new HistogramPoints(true);

	private static final CounterPoints COUNTER = new CounterPoints();

	private static final GaugePoints GAUGE = new GaugePoints();

	private static final SummaryPoints SUMMARY = new SummaryPoints();

	private static final InfoPoints INFO = new InfoPoints();

	private static final StateSetPoints STATESET = new StateSetPoints();

	private static final UnknownPoints UNKNOWN = new UnknownPoints();

	private static final List<PointType<?>> ALL = List.of(COUNTER, GAUGE, HISTOGRAM, GAUGE_HISTOGRAM, SUMMARY, INFO,
			STATESET, UNKNOWN);

	private PointTypes() {
	}

	static PointType<?> numbered(int number) {
		return ALL.get(number);
	}

	static int numberOf(PointType<?> type) {
		return ALL.indexOf(type);
	}

	static PointType<?> of(MetricSnapshot family) {
		if (family instanceof CounterSnapshot) {
			return COUNTER;
		}
		if (family instanceof GaugeSnapshot) {
			return GAUGE;
		}
		if (family instanceof HistogramSnapshot histogram) {
			return histogram.isGaugeHistogram() ? GAUGE_HISTOGRAM : HISTOGRAM;
		}
		if (family instanceof SummarySnapshot) {
			return SUMMARY;
		}
		if (family instanceof InfoSnapshot) {
			return INFO;
		}
		if (family instanceof StateSetSnapshot) {
			return STATESET;
		}
		if (family instanceof UnknownSnapshot) {
			return UNKNOWN;
		}
		throw new IllegalArgumentException(
				"'%s' is of a type that has no name in a shared file".formatted(family.getMetadata().getName()));
	}

}
