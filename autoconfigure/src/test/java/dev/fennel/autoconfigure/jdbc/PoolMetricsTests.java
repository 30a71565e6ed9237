package dev.fennel.autoconfigure.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.testing.Page;
import org.apache.commons.dbcp2.BasicDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pools that are measured where they lend connections.
 */
class PoolMetricsTests {

	private static final Map<String, Class<?>> POOLS = Map.of("hikari", Hikari.class, "tomcat", Tomcat.class, "dbcp2",
			Dbcp2.class);

	private final ApplicationContextRunner runner = DataSources.runner();

	@ParameterizedTest
	@ValueSource(strings = { "hikari", "tomcat", "dbcp2" })
	void aPoolIsStillOneOfItsClassAndTellsOfItself(String name) {
		this.runner.withUserConfiguration(POOLS.get(name)).run((context) -> {
			DataSource pool = context.getBean(DataSource.class);
			assertThat(pool.getClass().getSuperclass().getName()).contains(name.substring(1));
			DataSources.select(pool, 2);
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.isClosed()).isFalse();
				assertThat(DataSources.page(context).samples())
					.containsEntry(DataSources.connections("pool", "active"), 1.0)
					.containsEntry(DataSources.series("pool_connections_max", "pool"), 2.0)
					.containsEntry(DataSources.series("pool_connections_min", "pool"), 1.0)
					.containsEntry(DataSources.series("pool_connections_pending", "pool"), 0.0)
					.containsKey(DataSources.connections("pool", "idle"));
			}
			Page page = DataSources.page(context);
			assertThat(DataSources.selects(page, "pool")).isEqualTo(2);
			assertThat(page.value(DataSources.series("connection_acquire_seconds_count", "pool"))).isEqualTo(3);
			assertThat(page.value(DataSources.series("connection_usage_seconds_count", "pool"))).isEqualTo(3);
			assertThat(page.samples()).containsEntry(DataSources.FAILURES, 0.0);
			assertThat(families(page)).doesNotContain("db_client_connection_attempts_total",
					"db_client_connection_errors_total");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "hikari", "tomcat", "dbcp2" })
	void thatItIsExhaustedIsNoErrorOfAConnection(String name) {
		this.runner.withUserConfiguration(POOLS.get(name)).run((context) -> {
			DataSource pool = context.getBean(DataSource.class);
			try (Connection first = pool.getConnection(); Connection second = pool.getConnection()) {
				assertThat(first).isNotEqualTo(second);
				assertThatExceptionOfType(SQLException.class).isThrownBy(pool::getConnection);
			}
			Page page = DataSources.page(context);
			assertThat(page.value(DataSources.series("connection_acquire_seconds_count", "pool"))).isEqualTo(2);
			assertThat(families(page)).doesNotContain("db_client_connection_errors_total");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "hikari", "tomcat", "dbcp2" })
	void aPoolThatIsClosedTellsNothing(String name) {
		this.runner.withUserConfiguration(POOLS.get(name)).run((context) -> {
			DataSource pool = context.getBean(DataSource.class);
			DataSources.select(pool, 1);
			assertThat(families(DataSources.page(context))).contains("db_client_pool_connections");
			close(pool);
			assertThat(families(DataSources.page(context))).doesNotContain("db_client_pool_connections",
					"db_client_pool_connections_max");
			assertThat(DataSources.page(context).samples()).containsEntry(DataSources.FAILURES, 0.0);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Hikari.class, ByClassName.class })
	void whatOthersReadFromItsFieldsIsThere(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			assertThat(pool.getClass().getSuperclass()).isEqualTo(HikariDataSource.class);
			DataSources.select(pool, 1);
			assertThat(new DirectFieldAccessor(pool).getPropertyValue("pool")).isNotNull()
				.isSameAs(pool.getHikariPoolMXBean());
			assertThat(DataSources.selects(DataSources.page(context), "pool")).isOne();
		});
	}

	@Test
	void aScrapeStartsNoPool() {
		this.runner.withUserConfiguration(Tomcat.class).run((context) -> {
			assertThat(families(DataSources.page(context))).doesNotContain("db_client_pool_connections");
			assertThat(running(context)).isEmpty();
		});
	}

	@Test
	void poolsAreToldFromWhatConnects() {
		assertThat(PoolTypes.contain(HikariDataSource.class)).isTrue();
		assertThat(PoolTypes.contain(org.apache.tomcat.jdbc.pool.DataSource.class)).isTrue();
		assertThat(PoolTypes.contain(BasicDataSource.class)).isTrue();
		assertThat(PoolTypes.contain(JdbcConnectionPool.class)).isTrue();
		assertThat(PoolTypes.contain(MariaDbPoolDataSource.class)).isTrue();
		assertThat(PoolTypes.contain(SingleConnectionDataSource.class)).isTrue();
		assertThat(PoolTypes.contain(org.postgresql.ds.PGSimpleDataSource.class)).isFalse();
		assertThat(PoolTypes.contain(org.h2.jdbcx.JdbcDataSource.class)).isFalse();
	}

	@Test
	void aPoolOfADriverIsOneToo() {
		this.runner.withUserConfiguration(OfH2.class).run((context) -> {
			DataSources.select(context.getBean(DataSource.class), 2);
			Page page = DataSources.page(context);
			assertThat(page.value(DataSources.series("connection_acquire_seconds_count", "pool"))).isEqualTo(2);
			assertThat(families(page)).doesNotContain("db_client_connection_attempts_total");
		});
	}

	private static Set<String> families(Page page) {
		Set<String> families = new TreeSet<>();
		page.samples().keySet().forEach((sample) -> families.add(sample.replaceFirst("\\{.*", "")));
		return families;
	}

	private static Set<Thread> running(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().startsWith("Tomcat JDBC Pool Cleaner"));
		return threads;
	}

	private static void close(DataSource pool) throws Exception {
		if (pool instanceof org.apache.tomcat.jdbc.pool.DataSource tomcat) {
			tomcat.close();
		}
		else {
			((AutoCloseable) pool).close();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Hikari {

		@Bean
		HikariDataSource pool() throws SQLException {
			HikariDataSource pool = DataSources.pool();
			pool.setMaximumPoolSize(2);
			pool.setMinimumIdle(1);
			pool.setConnectionTimeout(250);
			pool.getConnection().close();
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByClassName {

		@Bean
		HikariDataSource pool() {
			HikariDataSource pool = new HikariDataSource();
			pool.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
			pool.addDataSourceProperty("URL", DataSources.url());
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Tomcat {

		@Bean
		org.apache.tomcat.jdbc.pool.DataSource pool() {
			org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
			pool.setUrl(DataSources.url());
			pool.setDriverClassName("org.h2.Driver");
			pool.setMaxActive(2);
			pool.setInitialSize(1);
			pool.setMinIdle(1);
			pool.setMaxWait(250);
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Dbcp2 {

		@Bean
		BasicDataSource pool() {
			BasicDataSource pool = new BasicDataSource();
			pool.setUrl(DataSources.url());
			pool.setMaxTotal(2);
			pool.setMinIdle(1);
			pool.setMaxWait(Duration.ofMillis(250));
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfH2 {

		@Bean(destroyMethod = "dispose")
		DataSource pool() {
			return JdbcConnectionPool.create(DataSources.url(), "", "");
		}

	}

}
