package dev.fennel;

import java.util.List;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;

/**
 * The names under which a family's samples stand on a page.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://prometheus.io/docs/specs/om/open_metrics_spec/#suffixes">OpenMetrics,
 * suffixes</a>
 */
public final class SampleNames {

	private SampleNames() {
	}

	/**
	 * Returns the name of a family on the text page: counters with {@code _total}, info
	 * with {@code _info}.
	 * @param snapshot the family
	 * @return the name
	 */
	public static String pageName(MetricSnapshot snapshot) {
		String name = snapshot.getMetadata().getPrometheusName();
		if (snapshot instanceof CounterSnapshot) {
			return withSuffix(name, "_total");
		}
		return (snapshot instanceof InfoSnapshot) ? withSuffix(name, "_info") : name;
	}

	/**
	 * Returns the names of all samples that a family may have on any page.
	 * @param snapshot the family
	 * @return the names, without the family's own where no sample has it
	 */
	public static List<String> of(MetricSnapshot snapshot) {
		String name = snapshot.getMetadata().getPrometheusName();
		if (snapshot instanceof CounterSnapshot) {
			return List.of(pageName(snapshot), name + "_created");
		}
		if (snapshot instanceof HistogramSnapshot histogram) {
			return histogram.isGaugeHistogram() ? List.of(name + "_bucket", name + "_gcount", name + "_gsum")
					: List.of(name + "_bucket", name + "_count", name + "_sum", name + "_created");
		}
		if (snapshot instanceof SummarySnapshot) {
			return List.of(name, name + "_count", name + "_sum", name + "_created");
		}
		return List.of(pageName(snapshot));
	}

	private static String withSuffix(String name, String suffix) {
		return name.endsWith(suffix) ? name : name + suffix;
	}

}
