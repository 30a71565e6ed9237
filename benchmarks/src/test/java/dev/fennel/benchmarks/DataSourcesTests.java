package dev.fennel.benchmarks;

import java.sql.SQLException;

import dev.fennel.GuardedRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is compared does what it is compared for.
 */
class DataSourcesTests {

	@ParameterizedTest
	@EnumSource
	void fennelCountsRowsAndTakesTheTracker(Driver driver) throws SQLException {
		GuardedRegistry registry = new GuardedRegistry();
		assertThat(DataSources.read(DataSources.fennel(registry, driver, 3))).isEqualTo("title");
		assertThat(registry.scrape("db_client_rows_read"::equals)
			.stream()
			.map(CounterSnapshot.class::cast)
			.flatMap((family) -> family.getDataPoints().stream())
			.mapToDouble((point) -> point.getValue())
			.sum()).isEqualTo(3);
		assertThat(registry.scrape("db_client_connection_acquire_seconds"::equals)
			.stream()
			.map(HistogramSnapshot.class::cast)
			.flatMap((family) -> family.getDataPoints().stream())
			.mapToLong((point) -> point.getCount())
			.sum()).isEqualTo((driver == Driver.H2) ? 1 : 0);
	}

	@ParameterizedTest
	@EnumSource
	void micrometerTimesTheQuery(Driver driver) throws SQLException {
		PrometheusMeterRegistry registry = Chains.meterRegistry(false);
		assertThat(DataSources.read(DataSources.micrometer(registry, driver, 3))).isEqualTo("title");
		assertThat(registry.scrape()).contains("jdbc_query_seconds_count", "jdbc_result_set_seconds_count");
	}

}
