package dev.fennel.beside;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Boot knows of data sources is what it knew without the starter.
 */
class DataSourcesBesideActuatorTests {

	private static RunningApp without;

	private static RunningApp with;

	private static Map<String, Double> poolsWithout;

	private static Map<String, Double> poolsWith;

	@BeforeAll
	static void start() throws IOException {
		without = use(RunningApp.start(Warehouses.class, "fennel.enabled=false",
				"management.endpoint.health.show-details=always"));
		poolsWithout = pools(without);
		with = use(RunningApp.start(Warehouses.class, "fennel.health.refresh=0",
				"management.endpoint.health.show-details=always"));
		poolsWith = pools(with);
	}

	@AfterAll
	static void close() {
		with.close();
		without.close();
	}

	@Test
	void poolsHaveTheSameSeriesAndTheSameCounts() {
		assertThat(poolsWith).isEqualTo(poolsWithout)
			.containsEntry("hikaricp_connections_acquire_seconds_count{pool=\"main\"}", 4.0)
			.containsEntry("hikaricp_connections_acquire_seconds_count{pool=\"early\"}", 4.0)
			.containsEntry("hikaricp_connections_usage_seconds_count{pool=\"running\"}", 4.0)
			.containsEntry("jdbc_connections_active{name=\"running\"}", 0.0)
			.containsEntry("jdbc_connections_active{name=\"named\"}", 0.0)
			.containsKey("jdbc_connections_max{name=\"main\"}");
	}

	@Test
	void healthIsTheSame() throws IOException {
		String before = without.get("/actuator/health/db").body();
		assertThat(with.get("/actuator/health/db").body()).isEqualTo(before)
			.contains("\"named\"", "\"embedded\"", "\"routing\"", "isValid()");
	}

	@ParameterizedTest
	@ValueSource(strings = { "main", "early", "running", "named", "embedded", "plain", "fixed", "routing" })
	void othersAreDerivedAsBefore(String name) {
		assertThat(derived(with, name)).isEqualTo(derived(without, name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "main", "early", "running", "named", "embedded", "plain", "fixed", "routing" })
	void bootFindsThePoolAndWhatItTells(String name) {
		assertThat(pool(with, name)).isEqualTo(pool(without, name));
		assertThat(metadata(with, name)).isEqualTo(metadata(without, name));
	}

	private static RunningApp use(RunningApp app) {
		app.context().getBeansOfType(DataSource.class).values().forEach((dataSource) -> {
			for (int i = 0; i < 4; i++) {
				new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class);
			}
		});
		return app;
	}

	/** What does not depend on when a pool fills itself. */
	private static Map<String, Double> pools(RunningApp app) throws IOException {
		Set<String> values = Set.of("hikaricp_connections_acquire_seconds_count",
				"hikaricp_connections_usage_seconds_count", "hikaricp_connections_max", "hikaricp_connections_min",
				"hikaricp_connections_active", "hikaricp_connections_pending", "hikaricp_connections_timeout_total",
				"jdbc_connections_active", "jdbc_connections_max", "jdbc_connections_min");
		Map<String, Double> pools = new TreeMap<>();
		app.page("/actuator/prometheus").samples().forEach((sample, value) -> {
			if (sample.startsWith("hikaricp_") || sample.startsWith("jdbc_")) {
				pools.put(sample, values.contains(sample.replaceFirst("\\{.*", "")) ? value : -1.0);
			}
		});
		return pools;
	}

	private static String derived(RunningApp app, String name) {
		DataSource dataSource = app.context().getBean(name, DataSource.class);
		return outcome(DataSourceBuilder.derivedFrom(dataSource)) + outcome(DataSourceBuilder.derivedFrom(dataSource)
			.type(SimpleDriverDataSource.class)
			.username("sa")
			.password(""));
	}

	private static String outcome(DataSourceBuilder<?> builder) {
		try {
			DataSource derived = builder.build();
			String outcome = derived.getClass().getName().replaceFirst("Warehouses\\$1.*", "")
					+ new JdbcTemplate(derived).queryForObject("select 1", Integer.class);
			if (derived instanceof AutoCloseable closeable) {
				closeable.close();
			}
			return outcome;
		}
		catch (Exception ex) {
			return ex.toString().replaceFirst("DataSource@\\w+", "DataSource");
		}
	}

	private static boolean pool(RunningApp app, String name) {
		return DataSourceUnwrapper.unwrap(app.context().getBean(name, DataSource.class),
				HikariDataSource.class) != null;
	}

	private static String metadata(RunningApp app, String name) {
		DataSourcePoolMetadata metadata = new CompositeDataSourcePoolMetadataProvider(
				app.context().getBeansOfType(DataSourcePoolMetadataProvider.class).values())
			.getDataSourcePoolMetadata(app.context().getBean(name, DataSource.class));
		return (metadata != null) ? "%s %s %s".formatted(metadata.getActive(), metadata.getMax(), metadata.getMin())
				: "none";
	}

}
