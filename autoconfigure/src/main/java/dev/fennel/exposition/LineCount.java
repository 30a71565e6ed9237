package dev.fennel.exposition;

import java.util.List;

import dev.fennel.CollectedFamily;
import dev.fennel.LiveFamily;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/**
 * How many lines a page has about, of which the points of a family have as many each.
 */
final class LineCount {

	/** Those of a count and a sum. */
	private static final int TOTALS = 2;

	private LineCount() {
	}

	static long of(List<CollectedFamily> families) {
		long lines = 0;
		for (CollectedFamily family : families) {
			lines += (family.size() > 0) ? (long) family.size() * ofPoint(family) : 0;
		}
		return lines;
	}

	private static int ofPoint(CollectedFamily family) {
		if (family instanceof LiveFamily live) {
			return (live.upperBounds().length > 0) ? live.upperBounds().length + TOTALS : 1;
		}
		MetricSnapshot snapshot = family.kind();
		return ofPoint(snapshot.getDataPoints().get(0));
	}

	private static int ofPoint(DataPointSnapshot point) {
		if (point instanceof HistogramDataPointSnapshot histogram) {
			return (histogram.hasClassicHistogramData() ? histogram.getClassicBuckets().size() : 1) + TOTALS;
		}
		if (point instanceof SummaryDataPointSnapshot summary) {
			return summary.getQuantiles().size() + TOTALS;
		}
		return (point instanceof StateSetDataPointSnapshot states) ? Math.max(1, states.size()) : 1;
	}

}
