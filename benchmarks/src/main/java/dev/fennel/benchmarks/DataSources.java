package dev.fennel.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.jdbc.HikariMetering;
import dev.fennel.jdbc.JdbcMetrics;
import dev.fennel.jdbc.MeteredDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import net.ttddyy.observation.boot.SpringJdbcProxyFactory;
import net.ttddyy.observation.tracing.DataSourceObservationListener;

/**
 * The data sources that are compared, each as it is when nothing is configured: Fennel
 * within the pool, with its tracker, datasource-micrometer around it.
 */
final class DataSources {

	private DataSources() {
	}

	static DataSource baseline(Driver driver, int rowCount) throws SQLException {
		DataSource dataSource = driver.dataSource(rowCount);
		return (driver == Driver.NOTHING) ? dataSource : pool(dataSource);
	}

	static DataSource fennel(GuardedRegistry registry, Driver driver, int rowCount) throws SQLException {
		JdbcMetrics metrics = new JdbcMetrics(MetricFactory.with(registry).build());
		DataSource dataSource = driver.dataSource(rowCount);
		if (driver == Driver.NOTHING) {
			return new MeteredDataSource(dataSource, metrics.dataSource("main"));
		}
		HikariDataSource pool = pool(dataSource);
		new HikariMetering().measure(pool, metrics.dataSource("main"));
		return pool;
	}

	static DataSource micrometer(MeterRegistry registry, Driver driver, int rowCount) throws SQLException {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
		DataSourceObservationListener listener = new DataSourceObservationListener(observations);
		return ProxyDataSourceBuilder.create("main", baseline(driver, rowCount))
			.jdbcProxyFactory(new SpringJdbcProxyFactory())
			.listener(listener)
			.methodListener(listener)
			.proxyResultSet()
			.proxyGeneratedKeys()
			.build();
	}

	/**
	 * Borrows, prepares, executes, reads and closes.
	 */
	static String read(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("select title from book where id > ?")) {
			statement.setInt(1, 0);
			try (ResultSet rows = statement.executeQuery()) {
				String title = "";
				while (rows.next()) {
					title = rows.getString(1);
				}
				return title;
			}
		}
	}

	private static HikariDataSource pool(DataSource dataSource) {
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSource(dataSource);
		pool.setMaximumPoolSize(2);
		return pool;
	}

}
