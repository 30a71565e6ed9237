package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.fennel.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the rows that were read are on the counter.
 */
class RowCountTests {

	private static final int THREADS = 4;

	private static final int ROWS = 100_000;

	private Counted counted;

	private Connection connection;

	@BeforeEach
	void connect() throws SQLException {
		this.counted = Counted.on(TestDatabase.H2);
		this.connection = this.counted.connect();
	}

	@AfterEach
	void close() throws SQLException {
		this.connection.close();
	}

	@Test
	void atTheEndOfAResultSetThatIsNotClosed() throws SQLException {
		read(3);
		assertThat(this.counted.changes()).doesNotContain("rows_read select 3");
		read(4);
		assertThat(this.counted.changes()).contains("rows_read select 6");
	}

	@Test
	void whenAResultSetOrItsStatementIsClosed() throws SQLException {
		read(2).close();
		assertThat(this.counted.changes()).contains("rows_read select 2");
		read(1).getStatement().close();
		assertThat(this.counted.changes()).contains("rows_read select 3");
	}

	@Test
	void whenTheConnectionDoesSomethingElse() throws SQLException {
		this.connection.setAutoCommit(false);
		read(1);
		try (Statement statement = this.connection.createStatement()) {
			statement.executeUpdate("delete from author");
			assertThat(this.counted.changes()).contains("rows_read select 1");
		}
		read(1);
		this.connection.commit();
		assertThat(this.counted.changes()).contains("rows_read select 2");
	}

	@Test
	void nowAndThenInBetween() throws SQLException {
		ResultSet rows = this.connection.createStatement().executeQuery("select x from system_range(1, 1000)");
		for (int i = 0; i < 600; i++) {
			assertThat(rows.next()).isTrue();
		}
		assertThat(this.counted.changes()).contains("rows_read select 512");
	}

	@Test
	void onceEachWhereThreadsShareAConnection() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			Callable<Integer> reader = () -> {
				int rows = 0;
				try (Statement statement = this.connection.createStatement();
						ResultSet result = statement.executeQuery("select x from system_range(1, " + ROWS + ")")) {
					while (result.next()) {
						rows++;
					}
				}
				return rows;
			};
			List<Callable<Integer>> readers = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				readers.add(reader);
			}
			for (Future<Integer> rows : threads.invokeAll(readers)) {
				assertThat(rows.get()).isEqualTo(ROWS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.counted.changes()).contains("rows_read select " + THREADS * ROWS);
	}

	private ResultSet read(int times) throws SQLException {
		ResultSet rows = this.connection.createStatement().executeQuery("select id from book");
		for (int i = 0; i < times; i++) {
			rows.next();
		}
		return rows;
	}

}
