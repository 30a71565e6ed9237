package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.fennel.ErrorNames;
import dev.fennel.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class FaultTests {

	@ParameterizedTest
	@EnumSource
	void constraintViolations(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (Connection connection = counted.connect();
				PreparedStatement statement = connection.prepareStatement("insert into book values (1, 'x')")) {
			SQLException ex = catchThrowableOfType(SQLException.class, statement::executeUpdate);
			assertThat(counted.changes()).containsExactly("durations insert 1", error("insert", ex, "23"),
					"statements insert 1");
		}
	}

	@ParameterizedTest
	@EnumSource
	void batchesThatFailCountAllTheirMembersAndOneError(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (Connection connection = counted.connect();
				PreparedStatement statement = connection.prepareStatement("insert into book values (?, 'x')")) {
			for (int id : new int[] { 10, 1, 11 }) {
				statement.setInt(1, id);
				statement.addBatch();
			}
			SQLException ex = catchThrowableOfType(SQLException.class, statement::executeBatch);
			assertThat(counted.changes()).filteredOn((text) -> !text.startsWith("rows_affected"))
				.containsExactly("batched_statements 3", "durations insert 1", error("insert", ex, "23"),
						"statements insert 3");
			statement.setInt(1, 12);
			statement.addBatch();
			assertThat(statement.executeBatch()).hasSize(1);
			assertThat(counted.changes()).contains("statements insert 4", "batched_statements 4");
		}
	}

	@Test
	void anErrorAtPrepareIsNoStatement() throws SQLException {
		Counted counted = Counted.on(TestDatabase.H2);
		try (Connection connection = counted.connect()) {
			SQLException ex = catchThrowableOfType(SQLException.class,
					() -> connection.prepareStatement("delete from absent"));
			assertThat(counted.changes()).containsExactly(error("delete", ex, "42"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void timeouts(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (Connection connection = counted.connect(); Statement statement = connection.createStatement()) {
			statement.setQueryTimeout(1);
			SQLException ex = catchThrowableOfType(SQLException.class, () -> statement.executeQuery(slow(database)));
			assertThat(counted.changes()).containsExactly("durations select 1",
					error("select", ex, cancelled(database)), "statements select 1");
		}
	}

	@ParameterizedTest
	@EnumSource
	void cancellations(TestDatabase database) throws Exception {
		Counted counted = Counted.on(database);
		try (Connection connection = counted.connect(); Statement statement = connection.createStatement()) {
			CompletableFuture<SQLException> failure = CompletableFuture.supplyAsync(
					() -> catchThrowableOfType(SQLException.class, () -> statement.executeQuery(slow(database))));
			while (!failure.isDone()) {
				TimeUnit.MILLISECONDS.sleep(50);
				statement.cancel();
			}
			assertThat(counted.changes()).containsExactly("durations select 1",
					error("select", failure.join(), cancelled(database)), "statements select 1");
		}
	}

	@ParameterizedTest
	@EnumSource
	void connectionsThatTheDatabaseEnds(TestDatabase database) throws SQLException {
		Counted counted = Counted.on(database);
		try (Connection connection = counted.connect();
				Connection other = database.dataSource().getConnection();
				Statement killer = other.createStatement();
				Statement statement = connection.createStatement()) {
			ResultSet session = statement.executeQuery(sessionQuery(database));
			assertThat(session.next()).isTrue();
			killer.execute(kill(database).formatted(session.getInt(1)));
			SQLException ex = catchThrowableOfType(SQLException.class,
					() -> statement.executeUpdate("update book set title = 'x'"));
			assertThat(counted.changes()).containsExactly("durations select 1", "durations update 1",
					error("update", ex, ended(database)), "rows_read select 1", "statements select 1",
					"statements update 1");
		}
	}

	@Test
	void serializationFailures() throws SQLException {
		Counted counted = Counted.on(TestDatabase.POSTGRESQL);
		try (Connection first = counted.connect(); Connection second = counted.connect()) {
			for (Connection connection : new Connection[] { first, second }) {
				connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
				connection.setAutoCommit(false);
				try (Statement statement = connection.createStatement()) {
					statement.executeQuery("select count(*) from book").next();
				}
			}
			insert(first, 10);
			insert(second, 11);
			first.commit();
			SQLException ex = catchThrowableOfType(SQLException.class, second::commit);
			second.setAutoCommit(true);
			assertThat(counted.changes())
				.contains(error("other", ex, "40"), "transactions commit 1", "statements insert 2")
				.noneMatch((text) -> text.startsWith("transactions rollback"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void deadlocks(TestDatabase database) throws Exception {
		Counted counted = Counted.on(database);
		try (Connection first = counted.connect(); Connection second = counted.connect()) {
			first.setAutoCommit(false);
			second.setAutoCommit(false);
			update(first, 1);
			update(second, 2);
			CompletableFuture<SQLException> waiting = CompletableFuture
				.supplyAsync(() -> catchThrowableOfType(SQLException.class, () -> update(first, 2)));
			SQLException ex = catchThrowableOfType(SQLException.class, () -> update(second, 1));
			second.rollback();
			SQLException victim = (ex != null) ? ex : waiting.join();
			waiting.join();
			first.rollback();
			assertThat(counted.changes()).contains(error("update", victim, "40"), "statements update 4",
					"transactions rollback 2");
		}
	}

	@Test
	void commitsThatFailAreNone() throws SQLException {
		Counted counted = Counted.on(TestDatabase.POSTGRESQL);
		try (Connection connection = counted.connect(); Statement statement = connection.createStatement()) {
			statement.execute("alter table book add unique (title) deferrable initially deferred");
			connection.setAutoCommit(false);
			statement.executeUpdate("update book set title = 'x'");
			SQLException ex = catchThrowableOfType(SQLException.class, connection::commit);
			connection.setAutoCommit(true);
			assertThat(counted.changes()).contains(error("other", ex, "23"))
				.noneMatch((text) -> text.startsWith("transactions"));
		}
	}

	@Test
	void rowsThatCannotBeFetched() throws SQLException {
		Counted counted = Counted.on(TestDatabase.POSTGRESQL);
		try (Connection connection = counted.connect(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.setFetchSize(1);
			ResultSet rows = statement.executeQuery("select 1 / (3 - i) from generate_series(1, 5) i");
			assertThat(rows.next()).isTrue();
			assertThat(rows.next()).isTrue();
			SQLException ex = catchThrowableOfType(SQLException.class, rows::next);
			connection.rollback();
			assertThat(counted.changes()).containsExactly("durations select 1", error("select", ex, "22"),
					"rows_read select 2", "statements select 1", "transactions rollback 1");
		}
	}

	private static void update(Connection connection, int id) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate("update book set title = 'y' where id = " + id);
		}
	}

	private static void insert(Connection connection, int id) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate("insert into book values (%d, 'x')".formatted(id));
		}
	}

	private static String slow(TestDatabase database) {
		return switch (database) {
			case H2 -> "select count(*) from system_range(1, 1000000) a, system_range(1, 1000000) b";
			case POSTGRESQL -> "select pg_sleep(30)";
			case MARIADB -> "select count(*) from seq_1_to_1000000 a, seq_1_to_1000000 b";
		};
	}

	private static String sessionQuery(TestDatabase database) {
		return switch (database) {
			case H2 -> "select session_id()";
			case POSTGRESQL -> "select pg_backend_pid()";
			case MARIADB -> "select connection_id()";
		};
	}

	private static String kill(TestDatabase database) {
		return switch (database) {
			case H2 -> "select abort_session(%d)";
			case POSTGRESQL -> "select pg_terminate_backend(%d)";
			case MARIADB -> "kill %d";
		};
	}

	private static String ended(TestDatabase database) {
		return switch (database) {
			case H2 -> "90";
			case POSTGRESQL -> "57";
			case MARIADB -> "08";
		};
	}

	private static String cancelled(TestDatabase database) {
		return (database == TestDatabase.MARIADB) ? "70" : "57";
	}

	private static String error(String operation, SQLException ex, String state) {
		assertThat(state(ex)).isEqualTo(state);
		return "errors %s %s %s 1".formatted(ErrorNames.of(ex), operation, state);
	}

	private static String state(SQLException ex) {
		String state = ex.getSQLState();
		return (state != null) ? state.substring(0, 2) : "";
	}

}
