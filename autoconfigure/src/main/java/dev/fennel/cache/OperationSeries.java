package dev.fennel.cache;

import dev.fennel.ErrorNames;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The series of one operation of one cache. What fails when they are recorded on does not
 * leave here.
 */
final class OperationSeries {

	static final double NANOS_PER_SECOND = 1e9;

	private final CacheSeries cache;

	private final String operation;

	private final @Nullable CounterDataPoint successes;

	private final @Nullable DistributionDataPoint durations;

	OperationSeries(CacheSeries cache, String operation, @Nullable CounterDataPoint successes) {
		this.cache = cache;
		this.operation = operation;
		this.successes = successes;
		this.durations = cache.durations(operation);
	}

	/**
	 * It has ended.
	 * @param counts whether it did something
	 */
	void done(long start, boolean counts) {
		try {
			if (counts && this.successes != null) {
				this.successes.inc();
			}
			took(start);
		}
		catch (Throwable ex) {
			this.cache.notRecorded(ex);
		}
	}

	/** It has failed. */
	void failed(long start, Throwable error) {
		try {
			this.cache.errors(this.operation, ErrorNames.of(error)).inc();
			took(start);
		}
		catch (Throwable ex) {
			this.cache.notRecorded(ex);
		}
	}

	private void took(long start) {
		DistributionDataPoint point = this.durations;
		if (point != null) {
			point.observe((System.nanoTime() - start) / NANOS_PER_SECOND);
		}
	}

}
