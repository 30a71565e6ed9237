package dev.fennel;

import java.util.function.Supplier;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.Collector;

/**
 * One metric of the official client as {@link MetricFamily} needs it.
 *
 * @param <D> the type of its data points
 */
interface ClientMetric<D> {

	Collector collector();

	D point(String... labelValues);

	void remove(String... labelValues);

	/**
	 * Decorates a point that several label sets share, so that each record is counted.
	 */
	D folded(Supplier<D> point, CounterDataPoint folds);

}
