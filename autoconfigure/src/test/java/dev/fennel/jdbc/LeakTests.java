package dev.fennel.jdbc;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LeakTests {

	private static final int STATEMENTS = 1_000_000;

	private static final long MEGABYTE = 1 << 20;

	@Test
	void aMillionStatementsLeaveNothingBehind() throws SQLException {
		Counted counted = Counted.on(TestDatabase.H2);
		try (Connection connection = counted.connect()) {
			execute(connection, STATEMENTS / 10);
			long before = usedMemory();
			execute(connection, STATEMENTS);
			assertThat(usedMemory() - before).isLessThan(2 * MEGABYTE);
		}
		assertThat(counted.changes()).contains("statements select " + STATEMENTS * 11L / 10,
				"durations select " + STATEMENTS * 11L / 10, "rows_read select " + STATEMENTS * 11L / 10);
	}

	@Test
	void whatTheApplicationForgetsIsNotHeld() throws SQLException {
		Counted counted = Counted.on(TestDatabase.H2);
		try (Connection connection = counted.connect()) {
			forget(connection, 1000);
			long before = usedMemory();
			forget(connection, 50_000);
			assertThat(usedMemory() - before).isLessThan(2 * MEGABYTE);
			assertThat(counted.changes()).contains("rows_read select 50999");
		}
		assertThat(counted.changes()).contains("rows_read select 51000");
	}

	@Test
	void aConnectionThatIsForgottenIsNotHeld() throws SQLException {
		Counted counted = Counted.on(TestDatabase.H2);
		WeakReference<Connection> forgotten = new WeakReference<>(counted.connect());
		long end = System.nanoTime() + 10_000_000_000L;
		while (forgotten.get() != null && System.nanoTime() < end) {
			System.gc();
		}
		assertThat(forgotten.get()).isNull();
	}

	@Test
	void aPoolThatIsUsedAMillionTimesLeavesNothingBehind() throws SQLException {
		GuardedRegistry registry = new GuardedRegistry();
		JdbcMetrics metrics = new JdbcMetrics(MetricFactory.with(registry).build());
		try (HikariDataSource pool = new HikariDataSource()) {
			pool.setJdbcUrl("jdbc:h2:mem:fennel");
			pool.setMaximumPoolSize(2);
			new HikariMetering().measure(pool, metrics.dataSource("main", pool.getJdbcUrl()));
			borrow(pool, STATEMENTS / 10);
			long before = usedMemory();
			borrow(pool, STATEMENTS);
			assertThat(usedMemory() - before).isLessThan(2 * MEGABYTE);
			assertThat(Scrapes.of(registry)
				.value("db_client_connection_usage_seconds_count{datasource=\"main\",vendor=\"h2\"}"))
				.isEqualTo(STATEMENTS * 11L / 10);
		}
	}

	private static void borrow(HikariDataSource pool, int times) throws SQLException {
		for (int i = 0; i < times; i++) {
			try (Connection connection = pool.getConnection()) {
				if (i % 10 == 0) {
					connection.createStatement();
				}
			}
		}
	}

	private static void execute(Connection connection, int times) throws SQLException {
		for (int i = 0; i < times; i++) {
			try (PreparedStatement statement = connection.prepareStatement("select id from book where id = ?")) {
				statement.setInt(1, 1);
				try (ResultSet rows = statement.executeQuery()) {
					while (rows.next()) {
						rows.getInt(1);
					}
				}
			}
		}
	}

	private static void forget(Connection connection, int times) throws SQLException {
		for (int i = 0; i < times; i++) {
			Statement statement = connection.createStatement();
			statement.executeQuery("select id from book").next();
		}
	}

	private static long usedMemory() {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

}
