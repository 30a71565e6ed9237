package dev.fennel.autoconfigure.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.fennel.jdbc.JdbcMetrics;
import dev.fennel.testing.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class JdbcMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = DataSources.runner();

	@Test
	void poolThatHasNotStartedStaysTheBeanThatItIs(CapturedOutput output) {
		this.runner.withUserConfiguration(Pool.class).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			assertThat(pool).isExactlyInstanceOf(HikariDataSource.class);
			assertThat(pool.isRunning()).isFalse();
			DataSources.select(pool, 3);
			Page page = DataSources.page(context);
			assertThat(DataSources.selects(page, "orders")).isEqualTo(3);
			assertThat(page.value(DataSources.series("connection_acquire_seconds_count", "orders"))).isEqualTo(3);
			assertThat(page.value(DataSources.series("connection_usage_seconds_count", "orders"))).isEqualTo(3);
			assertThat(page.value(DataSources.series("connection_attempts_total", "orders"))).isGreaterThanOrEqualTo(1);
			assertThat(page.samples()).containsEntry(DataSources.series("pool_connections_max", "orders"), 4.0)
				.containsEntry(DataSources.connections("orders", "active"), 0.0)
				.containsKeys(DataSources.connections("orders", "idle"),
						DataSources.series("pool_connections_pending", "orders"),
						DataSources.series("pool_connections_min", "orders"))
				.containsEntry(DataSources.FAILURES, 0.0);
			assertThat(pool.unwrap(DriverDataSource.class)).isNotNull();
		});
		assertThat(output).doesNotContain(" WARN ").doesNotContain("not eligible");
	}

	@Test
	void poolMayBeGivenATrackerUntilItStarts() {
		this.runner.withUserConfiguration(Pool.class).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			AtomicInteger acquired = new AtomicInteger();
			pool.setMetricsTrackerFactory((name, stats) -> new IMetricsTracker() {

				@Override
				public void recordConnectionAcquiredNanos(long nanos) {
					acquired.incrementAndGet();
				}

			});
			DataSources.select(pool, 2);
			assertThat(acquired).hasValue(2);
			assertThat(
					DataSources.page(context).value(DataSources.series("connection_acquire_seconds_count", "orders")))
				.isEqualTo(2);
		});
	}

	@Test
	void thePrimaryOneAndTheOtherAreInjectedAsBefore() {
		this.runner.withUserConfiguration(Pool.class, Primaries.class).run((context) -> {
			assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("books"))
				.isInstanceOf(DriverManagerDataSource.class);
			DataSources.select(context.getBean(DataSource.class), 1);
			DataSources.select(context.getBean("ordersDataSource", DataSource.class), 2);
			assertThat(DataSources.selects(DataSources.page(context), "books")).isEqualTo(1);
			assertThat(DataSources.selects(DataSources.page(context), "orders")).isEqualTo(2);
		});
	}

	@Test
	void noConnectionIsOpenedAtTheStart(CapturedOutput output) {
		this.runner.withUserConfiguration(Counting.class).run((context) -> {
			CountingDataSource counting = context.getBean(CountingDataSource.class);
			assertThat(counting.connections().get()).isZero();
			assertThat(DataSources.page(context).samples())
				.containsEntry(DataSources.series("connection_attempts_total", "counting"), 0.0)
				.containsEntry("db_client_statements_total{datasource=\"counting\",operation=\"select\",vendor=\"h2\"}",
						0.0);
			DataSources.select(counting, 3);
			assertThat(counting.connections().get()).isEqualTo(3);
			assertThat(DataSources.page(context).value(DataSources.series("connection_attempts_total", "counting")))
				.isEqualTo(3);
		});
		assertThat(output).doesNotContain(" WARN ").doesNotContain("not eligible");
	}

	@Test
	void noBeanIsMadeTooEarlyForOneThatRuns(CapturedOutput output) {
		this.runner.withUserConfiguration(Running.class)
			.run((context) -> DataSources.select(context.getBean(DataSource.class), 1));
		assertThat(output).doesNotContain(" WARN ").doesNotContain("not eligible");
	}

	@Test
	void namedOnesAreLeftOutAndSoIsWhatLeadsToThem() {
		this.runner.withPropertyValues("fennel.jdbc.exclude=ordersDataSource")
			.withUserConfiguration(Pool.class, Leading.class)
			.run((context) -> {
				DataSources.select(context.getBean("ordersDataSource", DataSource.class), 1);
				DataSources.select(context.getBean("lazy", DataSource.class), 1);
				assertThat(DataSources.page(context).text()).doesNotContain("db_client_statements_total{");
			});
	}

	@Test
	void switchedOffNothingIsMeasured() {
		this.runner.withPropertyValues("fennel.jdbc.enabled=false").withUserConfiguration(Pool.class).run((context) -> {
			assertThat(context).doesNotHaveBean(JdbcMetrics.class);
			assertThat(context.getBean(HikariDataSource.class).getDataSource()).isNull();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Pool {

		@Bean
		HikariDataSource ordersDataSource() {
			return DataSources.pool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Running {

		@Bean
		HikariDataSource running() throws SQLException {
			HikariDataSource pool = DataSources.pool();
			pool.getConnection().close();
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Primaries {

		@Bean
		@Primary
		DriverManagerDataSource books() {
			return new DriverManagerDataSource(DataSources.url());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Leading {

		@Bean
		LazyConnectionDataSourceProxy lazy(HikariDataSource ordersDataSource) {
			return new LazyConnectionDataSourceProxy(ordersDataSource);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Counting {

		@Bean
		CountingDataSource counting() {
			return new CountingDataSource();
		}

	}

	static class CountingDataSource extends DriverManagerDataSource {

		private final AtomicInteger connections = new AtomicInteger();

		CountingDataSource() {
			super(DataSources.url());
		}

		AtomicInteger connections() {
			return this.connections;
		}

		@Override
		public Connection getConnection() throws SQLException {
			this.connections.incrementAndGet();
			return super.getConnection();
		}

	}

}
