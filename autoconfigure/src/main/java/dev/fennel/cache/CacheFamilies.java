package dev.fennel.cache;

import java.util.stream.Stream;

import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.MetricFamilyBuilder;
import dev.fennel.ReadDataPoint;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * The families of caches. The first labels of each are the manager's name, the cache's
 * and the backend.
 *
 * @param durations null where no time is taken
 */
record CacheFamilies(MetricFamily<CounterDataPoint> gets, MetricFamily<CounterDataPoint> puts,
		MetricFamily<CounterDataPoint> evictions, MetricFamily<CounterDataPoint> clears,
		MetricFamily<CounterDataPoint> errors, @Nullable MetricFamily<DistributionDataPoint> durations) {

	static CacheFamilies of(MetricFactory factory, boolean latency, double... buckets) {
		return new CacheFamilies(
				register(factory.counter("cache_gets_total"), "Values that were asked for, by what came of it",
						"result"),
				register(factory.counter("cache_puts_total"), "Values that were stored, those that were loaded not"),
				register(factory.counter("cache_evictions_total"), "Values that the application dropped one by one"),
				register(factory.counter("cache_clears_total"), "Times that the application dropped all values"),
				register(factory.counter("cache_errors_total"), "What failed of a cache, not of a loader", "operation",
						"error"),
				latency ? register(factory.histogram("cache_operation_duration_seconds").buckets(buckets),
						"Time that an operation took, that of a loader apart", "operation") : null);
	}

	/**
	 * The family of entries, which is there only where a cache knows them, since reading
	 * them runs code of others.
	 */
	static MetricFamily<ReadDataPoint> entries(MetricFactory factory) {
		return register(factory.readGauge("cache_entries"),
				"Values that the cache holds, expired ones perhaps included");
	}

	private static <D> MetricFamily<D> register(MetricFamilyBuilder<D> family, String help, String... labels) {
		return family.help(help)
			.labels(Stream.concat(Stream.of("cache_manager", "cache", "backend"), Stream.of(labels))
				.toArray(String[]::new))
			.closed(Stream
				.concat(Stream.of("cache_manager", "backend"),
						Stream.of(labels).filter((label) -> !label.equals("error")))
				.toArray(String[]::new))
			.register();
	}

}
