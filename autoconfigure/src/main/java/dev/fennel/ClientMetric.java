package dev.fennel;

import java.util.List;
import java.util.concurrent.ConcurrentMap;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.Collector;

/**
 * One metric of the official client as {@link MetricFamily} needs it.
 *
 * @param <D> the type of its data points
 */
interface ClientMetric<D> {

	Collector collector();

	/**
	 * Where its family keeps the data points that it admitted: the very map of a metric
	 * that has one, so that there is one only.
	 */
	ConcurrentMap<List<String>, D> points();

	D point(List<String> labelValues);

	void remove(List<String> labelValues);

	/**
	 * A point that several label sets share, decorated so that each record is counted.
	 */
	D folded(List<String> labelValues, CounterDataPoint folds);

}
