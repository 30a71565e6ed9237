package dev.fennel.orm;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;

/**
 * The series of one entity.
 *
 * @param inserts rows that were inserted
 * @param updates rows that were updated
 * @param deletes rows that were deleted
 */
record EntityCounters(CounterDataPoint inserts, CounterDataPoint updates, CounterDataPoint deletes) {

}
