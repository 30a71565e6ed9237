package dev.fennel.autoconfigure.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.testing.Page;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application wraps around data sources does not count a second time.
 */
class WrappedDataSourcesTests {

	private final ApplicationContextRunner runner = DataSources.runner();

	@Test
	void aWrapperThatTellsIsLeftAlone() {
		this.runner.withUserConfiguration(Telling.class).run((context) -> {
			DataSource wrapper = context.getBean("wrapper", DataSource.class);
			assertThat(wrapper).isExactlyInstanceOf(Wrapper.class);
			DataSources.select(wrapper, 2);
			assertCountedOnce(DataSources.page(context), "orders");
		});
	}

	@Test
	void aWrapperThatTellsNothingIsKnownByItsConnections() {
		this.runner.withUserConfiguration(Silent.class).run((context) -> {
			DataSources.select(context.getBean("wrapper", DataSource.class), 2);
			assertCountedOnce(DataSources.page(context), "orders");
		});
	}

	@Test
	void aWrapperOfItsOwnPoolIsMeasuredAsAPool() {
		this.runner.withUserConfiguration(OwnPool.class).run((context) -> {
			DataSources.select(context.getBean("wrapper", DataSource.class), 2);
			Page page = DataSources.page(context);
			assertThat(DataSources.selects(page, "wrapper")).isEqualTo(2);
			assertThat(page.samples()).containsKey(DataSources.series("connection_acquire_seconds_count", "wrapper"))
				.doesNotContainKey(DataSources.series("connection_attempts_total", "wrapper"));
		});
	}

	@Test
	void aPoolOfConnectionsThatAreMeasuredCountsWhatIsItsOwn() {
		this.runner.withUserConfiguration(PoolOfBean.class).run((context) -> {
			DataSources.select(context.getBean("pool", DataSource.class), 2);
			Page page = DataSources.page(context);
			assertThat(DataSources.selects(page, "plain")).isEqualTo(2);
			assertThat(page.value(DataSources.series("connection_attempts_total", "plain"))).isPositive();
			assertThat(page.samples())
				.containsEntry(DataSources.series("connection_acquire_seconds_count", "pool"), 2.0)
				.containsEntry(DataSources.series("pool_connections_max", "pool"), 1.0)
				.doesNotContainKey(DataSources.series("connection_attempts_total", "pool"));
			assertThat(page.samples().keySet())
				.noneMatch((sample) -> sample.startsWith("db_client_statements_total{datasource=\"pool\""));
		});
	}

	private static void assertCountedOnce(Page page, String dataSource) {
		assertThat(DataSources.selects(page, dataSource)).isEqualTo(2);
		assertThat(page.value(DataSources.series("connection_attempts_total", dataSource))).isPositive();
		assertThat(page.samples().keySet()).noneMatch((sample) -> sample.contains("\"wrapper\""));
		assertThat(page.samples()).containsEntry(DataSources.FAILURES, 0.0);
	}

	@Configuration(proxyBeanMethods = false)
	static class Telling {

		@Bean
		HikariDataSource orders() {
			return DataSources.pool();
		}

		@Bean
		DataSource wrapper(DataSource orders) {
			return new Wrapper(orders, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Silent {

		@Bean
		HikariDataSource orders() {
			return DataSources.pool();
		}

		@Bean
		DataSource wrapper(DataSource orders) {
			return new Wrapper(orders, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPool {

		@Bean
		DataSource wrapper() {
			return new Wrapper(DataSources.pool(), true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PoolOfBean {

		@Bean
		DriverManagerDataSource plain() {
			return new DriverManagerDataSource(DataSources.url());
		}

		@Bean
		HikariDataSource pool(DriverManagerDataSource plain) {
			HikariDataSource pool = new HikariDataSource();
			pool.setDataSource(plain);
			pool.setMaximumPoolSize(1);
			return pool;
		}

	}

	static class Wrapper extends AbstractDataSource {

		private final DataSource target;

		private final boolean tells;

		Wrapper(DataSource target, boolean tells) {
			this.target = target;
			this.tells = tells;
		}

		@Override
		public Connection getConnection() throws SQLException {
			return this.target.getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return this.target.getConnection(username, password);
		}

		@Override
		public <T> T unwrap(Class<T> type) throws SQLException {
			return this.tells ? this.target.unwrap(type) : super.unwrap(type);
		}

		@Override
		public boolean isWrapperFor(Class<?> type) throws SQLException {
			return this.tells ? this.target.isWrapperFor(type) : super.isWrapperFor(type);
		}

	}

}
