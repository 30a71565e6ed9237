package dev.fennel.jdbc;

import java.util.Set;
import java.util.stream.Stream;

import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.MetricFamilyBuilder;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;

/**
 * The families of databases. The first labels of each are the data source's name and the
 * vendor.
 */
record JdbcFamilies(MetricFamily<CounterDataPoint> attempts, MetricFamily<CounterDataPoint> connectionErrors,
		MetricFamily<DistributionDataPoint> acquire, MetricFamily<DistributionDataPoint> usage,
		MetricFamily<CounterDataPoint> statements, MetricFamily<CounterDataPoint> batched,
		MetricFamily<DistributionDataPoint> durations, MetricFamily<CounterDataPoint> errors,
		MetricFamily<CounterDataPoint> rowsRead, MetricFamily<CounterDataPoint> rowsAffected,
		MetricFamily<CounterDataPoint> transactions) {

	private static final Set<String> CLOSED = Set.of("operation", "outcome");

	static JdbcFamilies of(MetricFactory factory, double... buckets) {
		return new JdbcFamilies(
				counter(factory, "db_client_connection_attempts_total",
						"Attempts to connect to the database, failed ones included"),
				counter(factory, "db_client_connection_errors_total", "Attempts to connect that failed", "error"),
				durations(factory, "db_client_connection_acquire_seconds",
						"Time that it took to get a connection from the pool", buckets),
				durations(factory, "db_client_connection_usage_seconds",
						"Time for which a connection was out of the pool", buckets),
				counter(factory, "db_client_statements_total", "Statements that were executed, each member of a batch",
						"operation"),
				counter(factory, "db_client_batched_statements_total", "Statements that were members of batches"),
				durations(factory, "db_client_statement_duration_seconds",
						"Time that an execution took, without that in which its rows were fetched", buckets,
						"operation"),
				counter(factory, "db_client_errors_total", "What failed of statements, of fetches and at commits",
						"operation", "error", "sqlstate"),
				counter(factory, "db_client_rows_read_total", "Rows that were read", "operation"),
				counter(factory, "db_client_rows_affected_total", "Rows that statements said they changed",
						"operation"),
				counter(factory, "db_client_transactions_total", "Transactions by how they ended", "outcome"));
	}

	private static MetricFamily<CounterDataPoint> counter(MetricFactory factory, String name, String help,
			String... labels) {
		return register(factory.counter(name), help, labels);
	}

	private static MetricFamily<DistributionDataPoint> durations(MetricFactory factory, String name, String help,
			double[] buckets, String... labels) {
		return register(factory.histogram(name).buckets(buckets), help, labels);
	}

	private static <D> MetricFamily<D> register(MetricFamilyBuilder<D> family, String help, String... labels) {
		return family.help(help)
			.labels(Stream.concat(Stream.of("datasource", "vendor"), Stream.of(labels)).toArray(String[]::new))
			.closed(Stream.of(labels).filter(CLOSED::contains).toArray(String[]::new))
			.register();
	}

}
