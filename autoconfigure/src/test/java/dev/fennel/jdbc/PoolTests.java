package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.TestDatabase;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class PoolTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final JdbcMetrics metrics = new JdbcMetrics(MetricFactory.with(this.registry).build());

	private final DataSourceMetrics main = this.metrics.dataSource("main");

	private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:pool", "", "");

	@AfterEach
	void dispose() {
		this.pool.dispose();
	}

	@Test
	void aPoolFromOutsideIsMeasuredWithoutAttempts() throws SQLException {
		DataSource dataSource = MeteredDataSource.ofPool(this.pool, this.main);
		Connection connection = dataSource.getConnection();
		assertThat(changes()).containsOnly(count("acquire"));
		connection.close();
		connection.close();
		assertThat(changes()).containsOnly(count("acquire"), count("usage"));
	}

	@Test
	void anExhaustedPoolIsNoErrorOfAConnection() throws SQLException {
		this.pool.setMaxConnections(1);
		this.pool.setLoginTimeout(1);
		DataSource dataSource = MeteredDataSource.ofPool(this.pool, this.main);
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isClosed()).isFalse();
			assertThat(catchThrowable(dataSource::getConnection)).isInstanceOf(SQLException.class);
		}
		assertThat(changes()).containsOnly(count("acquire"), count("usage"));
	}

	@Test
	void whatThePoolTellsIsReadAtEachScrapeOnceTheVendorIsKnown() throws SQLException {
		this.main.pool(new Status());
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("db_client_pool");
		DataSource dataSource = new MeteredDataSource(this.pool, this.main);
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isClosed()).isFalse();
			assertThat(Scrapes.of(this.registry).samples()).containsEntry(gauge("", ",state=\"active\""), 1.0)
				.containsEntry(gauge("_max", ""), 10.0)
				.containsEntry(gauge("_min", ""), 2.0)
				.containsEntry("fennel_collector_up{collector=\"db_client_pool_connections\"}", 1.0)
				.doesNotContainKeys(gauge("", ",state=\"idle\""), gauge("_pending", ""));
		}
		assertThat(Scrapes.of(this.registry).samples()).containsEntry(gauge("", ",state=\"active\""), 0.0)
			.containsEntry("fennel_errors_total{feature=\"jdbc\"}", 2.0);
	}

	@Test
	void theVendorOfTheUrlGivesWayToThatOfTheFirstConnection() throws SQLException {
		DataSourceMetrics other = this.metrics.dataSource("main", "jdbc:mariadb://localhost/test");
		other.pool(new Status());
		assertThat(Scrapes.of(this.registry).samples().keySet())
			.anyMatch((sample) -> sample.contains("vendor=\"mariadb\""));
		try (Connection connection = new MeteredDataSource(TestDatabase.H2.dataSource(), other).getConnection()) {
			assertThat(connection.isClosed()).isFalse();
		}
		assertThat(Scrapes.of(this.registry).samples().keySet()).noneMatch((sample) -> sample.contains("mariadb"))
			.contains(gauge("_max", ""));
	}

	private Map<String, Double> changes() {
		return Scrapes.of(this.registry).changedSince(Page.of(""));
	}

	private static Map.Entry<String, Double> count(String what) {
		return Map.entry("db_client_connection_" + what + "_seconds_count{datasource=\"main\",vendor=\"h2\"}", 1.0);
	}

	private static String gauge(String suffix, String state) {
		return "db_client_pool_connections%s{datasource=\"main\"%s,vendor=\"h2\"}".formatted(suffix, state);
	}

	/**
	 * Knows no number of idle connections, and fails where it is asked who waits.
	 */
	private final class Status implements PoolStatus {

		@Override
		public Number active() {
			return PoolTests.this.pool.getActiveConnections();
		}

		@Override
		public @Nullable Number idle() {
			return null;
		}

		@Override
		public Number max() {
			return PoolTests.this.pool.getMaxConnections();
		}

		@Override
		public Number min() {
			return 2;
		}

		@Override
		public Number pending() {
			throw new IllegalStateException("not started");
		}

	}

}
