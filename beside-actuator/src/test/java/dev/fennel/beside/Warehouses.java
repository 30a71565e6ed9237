package dev.fennel.beside;

import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * The application: a data source of each kind.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Warehouses {

	private static final String URL = "jdbc:h2:mem:warehouses";

	@Bean
	@Primary
	HikariDataSource main() {
		return new HikariDataSource() {

			{
				setJdbcUrl(URL);
				setPoolName("main");
				setMinimumIdle(1);
				setMaximumPoolSize(2);
			}

		};
	}

	/** Starts when the next bean is made, before anyone can bind it to Micrometer. */
	@Bean
	HikariDataSource early() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(URL);
		pool.setPoolName("early");
		pool.setMinimumIdle(1);
		pool.setMaximumPoolSize(2);
		return pool;
	}

	@Bean
	Integer answer(@Qualifier("early") DataSource early) {
		return new JdbcTemplate(early).queryForObject("select 42", Integer.class);
	}

	@Bean
	HikariDataSource running() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(URL);
		config.setPoolName("running");
		config.setMinimumIdle(1);
		config.setMaximumPoolSize(2);
		return new HikariDataSource(config);
	}

	@Bean
	HikariDataSource named() {
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSourceClassName("org.h2.jdbcx.JdbcDataSource");
		pool.addDataSourceProperty("URL", URL);
		pool.setPoolName("named");
		pool.setMinimumIdle(1);
		pool.setMaximumPoolSize(2);
		return pool;
	}

	/** Has a pool tell of itself only once it has started. */
	@Bean
	Integer question(@Qualifier("named") DataSource named) {
		return new JdbcTemplate(named).queryForObject("select 7", Integer.class);
	}

	@Bean(destroyMethod = "shutdown")
	EmbeddedDatabase embedded() {
		return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).setName("embedded").build();
	}

	@Bean
	DriverManagerDataSource plain() {
		return new DriverManagerDataSource(URL);
	}

	/** Is of a class that cannot be extended. */
	@Bean
	DataSource fixed() {
		JdbcDataSource fixed = new JdbcDataSource();
		fixed.setURL(URL);
		return fixed;
	}

	@Bean
	DataSource routing() {
		AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				return "a";
			}

		};
		routing.setTargetDataSources(Map.of("a", new DriverManagerDataSource(URL)));
		return routing;
	}

}
