package dev.fennel.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The series of one cache.
 */
final class CacheSeries {

	private final CacheMetrics metrics;

	private final CacheFamilies families;

	private final String[] labels;

	private final boolean timed;

	private final OperationSeries hits;

	private final OperationSeries misses;

	private final CounterDataPoint getErrors;

	private final OperationSeries puts;

	private final OperationSeries evictions;

	private final OperationSeries clears;

	private final OperationSeries loads;

	CacheSeries(CacheMetrics metrics, String... labels) {
		this.metrics = metrics;
		this.families = metrics.families();
		this.labels = labels;
		this.timed = this.families.durations() != null;
		this.hits = new OperationSeries(this, "get", this.families.gets().labelValues(with("hit")));
		this.misses = new OperationSeries(this, "get", this.families.gets().labelValues(with("miss")));
		this.getErrors = this.families.gets().labelValues(with("error"));
		this.puts = new OperationSeries(this, "put", this.families.puts().labelValues(labels));
		this.evictions = new OperationSeries(this, "evict", this.families.evictions().labelValues(labels));
		this.clears = new OperationSeries(this, "clear", this.families.clears().labelValues(labels));
		this.loads = new OperationSeries(this, "load", null);
	}

	/** When something starts, 0 where no time is taken. */
	long start() {
		return this.timed ? System.nanoTime() : 0;
	}

	void got(long start, boolean hit) {
		(hit ? this.hits : this.misses).done(start, true);
	}

	void getFailed(long start, Throwable error) {
		count(this.getErrors);
		this.misses.failed(start, error);
	}

	OperationSeries puts() {
		return this.puts;
	}

	OperationSeries evictions() {
		return this.evictions;
	}

	OperationSeries clears() {
		return this.clears;
	}

	OperationSeries loads() {
		return this.loads;
	}

	/** Hears of the end of a future, which stays the same. */
	<T extends @Nullable Object> void follow(CompletableFuture<T> future,
			BiConsumer<? super @Nullable T, ? super @Nullable Throwable> end) {
		try {
			CompletableFuture<T> unused = future.whenComplete(end);
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	CounterDataPoint errors(String operation, String error) {
		return this.families.errors().labelValues(with(operation, error));
	}

	@Nullable DistributionDataPoint durations(String operation) {
		MetricFamily<DistributionDataPoint> family = this.families.durations();
		return (family != null) ? family.labelValues(with(operation)) : null;
	}

	void notRecorded(Throwable failure) {
		this.metrics.failures().record("record what a cache did", failure);
	}

	private void count(CounterDataPoint counter) {
		try {
			counter.inc();
		}
		catch (Throwable ex) {
			notRecorded(ex);
		}
	}

	private String[] with(String... further) {
		String[] values = new String[this.labels.length + further.length];
		System.arraycopy(this.labels, 0, values, 0, this.labels.length);
		System.arraycopy(further, 0, values, this.labels.length, further.length);
		return values;
	}

}
