package dev.fennel.autoconfigure.jdbc;

import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with data sources, and what is counted of them.
 */
final class DataSources {

	static final String FAILURES = "fennel_errors_total{feature=\"jdbc\"}";

	private DataSources() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(
				AutoConfigurations.of(FennelAutoConfiguration.class, JdbcMetricsAutoConfiguration.class));
	}

	static void select(DataSource dataSource, int times) {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		for (int i = 0; i < times; i++) {
			assertThat(jdbc.queryForObject("select 1", Integer.class)).isEqualTo(1);
		}
	}

	static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	static double selects(Page page, String dataSource) {
		return page.value("db_client_statements_total{datasource=\"%s\",operation=\"select\",vendor=\"h2\"}"
			.formatted(dataSource));
	}

	static String series(String name, String dataSource) {
		return "db_client_%s{datasource=\"%s\",vendor=\"h2\"}".formatted(name, dataSource);
	}

	static String connections(String dataSource, String state) {
		return "db_client_pool_connections{datasource=\"%s\",state=\"%s\",vendor=\"h2\"}".formatted(dataSource, state);
	}

	static String url() {
		return "jdbc:h2:mem:" + UUID.randomUUID();
	}

	static HikariDataSource pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url());
		pool.setUsername("sa");
		pool.setPassword("");
		pool.setMaximumPoolSize(4);
		return pool;
	}

}
