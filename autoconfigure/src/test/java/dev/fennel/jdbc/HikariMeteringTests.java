package dev.fennel.jdbc;

import java.beans.PropertyDescriptor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.util.Credentials;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A pool that is measured from within does and says what one does that is not.
 */
class HikariMeteringTests {

	private static final String URL = "jdbc:h2:mem:hikari";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final JdbcMetrics metrics = new JdbcMetrics(MetricFactory.with(this.registry).build());

	private final HikariMetering metering = new HikariMetering();

	@ParameterizedTest
	@EnumSource
	void whatIsWrongIsSaidByHikari(Wrong wrong) {
		for (int failTimeout : new int[] { -1, 0, 1 }) {
			String raw = outcome(pool(wrong, failTimeout));
			String metered = outcome(measured(pool(wrong, failTimeout)));
			assertThat(metered).as("initialization-fail-timeout " + failTimeout).isEqualTo(raw);
		}
		assertThat(page().samples()).containsEntry("fennel_errors_total{feature=\"jdbc\"}", 0.0);
	}

	@ParameterizedTest
	@CsvSource({ "-1, 0", "-1, 500", "0, 0", "0, 500", "1, 0", "1, 500" })
	void aPoolStartsWhateverItsTimeouts(int failTimeout, int connectionTimeout) throws SQLException {
		try (HikariDataSource pool = measured(pool())) {
			pool.setInitializationFailTimeout(failTimeout);
			pool.setConnectionTimeout(connectionTimeout);
			for (int i = 0; i < 2; i++) {
				try (Connection connection = pool.getConnection()) {
					assertThat(connection.isClosed()).isFalse();
				}
			}
			Page page = page();
			assertThat(page.value("db_client_connection_acquire_seconds_count{datasource=\"main\",vendor=\"h2\"}"))
				.isEqualTo(2);
			assertThat(page.samples()).containsEntry("fennel_errors_total{feature=\"jdbc\"}", 0.0);
		}
	}

	@Test
	@Timeout(20)
	void aPoolThatAsksForItsTrackerBeforeAnythingElseStarts() throws SQLException {
		AtomicInteger acquired = new AtomicInteger();
		try (HikariDataSource pool = measured(pool())) {
			pool.setInitializationFailTimeout(-1);
			pool.setConnectionTimeout(0);
			pool.setMetricsTrackerFactory((name, stats) -> new IMetricsTracker() {

				@Override
				public void recordConnectionAcquiredNanos(long nanos) {
					acquired.incrementAndGet();
				}

			});
			pool.getConnection().close();
			assertThat(acquired).hasValue(1);
			assertThat(page().samples())
				.containsEntry("db_client_pool_connections_max{datasource=\"main\",vendor=\"h2\"}", 10.0)
				.containsEntry("fennel_errors_total{feature=\"jdbc\"}", 0.0);
		}
	}

	@Test
	void whatGoesWrongLaterIsSaidEachTime() {
		try (HikariDataSource pool = measured(pool())) {
			pool.setJdbcUrl("jdbc:nothing:at-all");
			String first = outcome(pool);
			assertThat(first).contains("Failed to get driver instance for jdbcUrl=jdbc:nothing:at-all");
			assertThat(outcome(pool)).isEqualTo(first);
			assertThat(page().samples()).containsEntry("fennel_errors_total{feature=\"jdbc\"}", 0.0);
		}
	}

	@Test
	void settingsAreThoseOfAPoolThatIsNotMeasured() throws SQLException {
		try (HikariDataSource raw = pool(); HikariDataSource metered = measured(pool())) {
			assertThat(settings(metered)).isEqualTo(settings(raw)).hasSizeGreaterThan(20);
			metered.getConnection().close();
			raw.getConnection().close();
			assertThat(settings(metered)).isEqualTo(settings(raw));
		}
	}

	@Test
	void credentialsMayChangeAtRunTime() throws SQLException {
		PGSimpleDataSource server = (PGSimpleDataSource) TestDatabase.POSTGRESQL.dataSource();
		try (HikariDataSource pool = measured(postgresql(server))) {
			query(pool, "select 1");
			try (Connection connection = server.getConnection(); Statement statement = connection.createStatement()) {
				statement.execute("create role another login password 'secret'");
			}
			pool.getHikariConfigMXBean().setCredentials(Credentials.of("another", "secret"));
			pool.getHikariPoolMXBean().softEvictConnections();
			assertThat(query(pool, "select current_user")).isEqualTo("another");
		}
	}

	@Test
	void aDriverThatNeedsNoThreadOfHikarisIsLeftWhereItIs() {
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSource(new MysqlDataSource());
		assertThat(HikariMetering.canMeasure(pool)).isFalse();
	}

	private HikariDataSource measured(HikariDataSource pool) {
		if (HikariMetering.canMeasure(pool)) {
			this.metering.measure(pool, this.metrics.dataSource("main", pool.getJdbcUrl()));
		}
		return pool;
	}

	private Page page() {
		return Scrapes.of(this.registry);
	}

	private static HikariDataSource pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName("pool");
		pool.setJdbcUrl(URL);
		pool.setUsername("sa");
		pool.setPassword("");
		pool.addDataSourceProperty("TRACE_LEVEL_FILE", "0");
		return pool;
	}

	private static HikariDataSource pool(Wrong wrong, int failTimeout) {
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName("pool");
		pool.setInitializationFailTimeout(failTimeout);
		pool.setConnectionTimeout(1500);
		wrong.settings.accept(pool);
		return pool;
	}

	private static HikariDataSource postgresql(PGSimpleDataSource server) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(server.getURL());
		pool.setUsername(server.getUser());
		pool.setPassword(server.getPassword());
		pool.setMaximumPoolSize(1);
		return pool;
	}

	private static @Nullable String query(HikariDataSource pool, String sql) throws SQLException {
		try (Connection connection = pool.getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getString(1);
		}
	}

	/** All that is thrown, without times. */
	private static String outcome(HikariDataSource pool) {
		StringBuilder outcome = new StringBuilder();
		for (Throwable ex = catchThrowable(pool::getConnection); ex != null; ex = ex.getCause()) {
			outcome.append(ex.toString().replaceAll("\\d+ms", "ms")).append('\n');
		}
		if (!HikariMetering.isMeasured(pool)) {
			pool.close();
		}
		return outcome.toString();
	}

	private static Map<String, Object> settings(HikariDataSource pool) {
		Map<String, Object> settings = new TreeMap<>();
		Set<String> others = Set.of("credentials", "dataSource", "metricsTrackerFactory");
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(HikariConfig.class)) {
			if (property.getReadMethod() != null && !others.contains(property.getName())) {
				settings.put(property.getName(),
						String.valueOf(ReflectionUtils.invokeMethod(property.getReadMethod(), pool)));
			}
		}
		return settings;
	}

	/**
	 * What a pool cannot start with.
	 */
	enum Wrong {

		NO_URL((pool) -> pool.setUsername("sa")),

		ONLY_A_DRIVER((pool) -> pool.setDriverClassName("org.h2.Driver")),

		DRIVER_AND_DATA_SOURCE((pool) -> {
			pool.setDriverClassName("org.h2.Driver");
			pool.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
		}),

		URL_WITHOUT_DRIVER((pool) -> pool.setJdbcUrl("jdbc:nothing:at-all")),

		URL_OF_ANOTHER_DRIVER((pool) -> {
			pool.setDriverClassName("org.h2.Driver");
			pool.setJdbcUrl("jdbc:postgresql://localhost/test");
		}),

		NO_DATABASE((pool) -> pool.setJdbcUrl("jdbc:h2:mem:absent;IFEXISTS=TRUE")),

		NO_SUCH_JNDI_NAME((pool) -> pool.setDataSourceJNDI("java:comp/env/absent"));

		private final Consumer<HikariDataSource> settings;

		Wrong(Consumer<HikariDataSource> settings) {
			this.settings = settings;
		}

	}

	private static final class MysqlDataSource extends org.springframework.jdbc.datasource.DriverManagerDataSource {

	}

}
