package dev.fennel;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * How many label sets a family may hold, and the word about those that hold more.
 */
final class SeriesBudget {

	private static final Log logger = LogFactory.getLog(SeriesBudget.class);

	private final int maxSeries;

	private final ClientMetric<CounterDataPoint> folds;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	SeriesBudget(int maxSeries, ClientMetric<CounterDataPoint> folds) {
		this.maxSeries = maxSeries;
		this.folds = folds;
	}

	int maxSeries() {
		return this.maxSeries;
	}

	/** The counter of records that went to folded series of a family. */
	CounterDataPoint folds(String family) {
		return this.folds.point(List.of(family));
	}

	/** Says once that a family of Fennel is full. */
	void overrun(String family) {
		if (this.reported.add(family)) {
			logger.warn(("The metric family '%s' holds %d label sets, which is fennel.max-series. New ones are folded"
					+ " into '%s'. Take the label with many values off the family, or raise fennel.max-series.")
				.formatted(family, this.maxSeries, MetricFamily.OTHER));
		}
	}

	/** Says once that a family which is not Fennel's own is over the budget. */
	void exceeded(String family, int series) {
		if (series > this.maxSeries && this.reported.add(family)) {
			logger.warn(("The metric family '%s', which the application registers itself, holds %d label sets, more"
					+ " than fennel.max-series (%d). Take the label with many values off the family.")
				.formatted(family, series, this.maxSeries));
		}
	}

}
