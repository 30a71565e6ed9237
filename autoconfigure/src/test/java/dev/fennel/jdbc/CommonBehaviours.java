package dev.fennel.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What applications do with any database.
 */
final class CommonBehaviours {

	private CommonBehaviours() {
	}

	static Stream<Behaviour> all() {
		return Stream.of(queries(), unclosedQueries(), severalResults(), updates(), batches(), transactions())
			.flatMap(List::stream);
	}

	private static List<Behaviour> queries() {
		return List.of(Behaviour.on("a query that is read to its end", (connection) -> {
			try (Statement statement = connection.createStatement();
					ResultSet rows = statement.executeQuery(Behaviour.ALL)) {
				assertThat(Behaviour.idsOf(rows)).containsExactly(1, 2, 3);
				assertThat(rows.next()).isFalse();
			}
		}, "statements select 1", "durations select 1", "rows_read select 3"),

				Behaviour.on("a query that is read in part and closed twice", (connection) -> {
					try (PreparedStatement statement = connection.prepareStatement(Behaviour.ALL)) {
						ResultSet rows = statement.executeQuery();
						assertThat(rows.next()).isTrue();
						assertThat(rows.next()).isTrue();
						rows.close();
						rows.close();
					}
				}, "statements select 1", "durations select 1", "rows_read select 2"));
	}

	private static List<Behaviour> unclosedQueries() {
		return List.of(Behaviour.on("a query that is closed by its statement", (connection) -> {
			Statement statement = connection.createStatement();
			assertThat(statement.executeQuery(Behaviour.ALL).next()).isTrue();
			statement.close();
		}, "statements select 1", "durations select 1", "rows_read select 1"),

				Behaviour.on("a statement that closes with its result set, and twice", (connection) -> {
					Statement statement = connection.createStatement();
					statement.closeOnCompletion();
					ResultSet rows = statement.executeQuery(Behaviour.ALL);
					assertThat(rows.next()).isTrue();
					rows.close();
					assertThat(statement.isClosed()).isTrue();
					statement.close();
				}, "statements select 1", "durations select 1", "rows_read select 1"),

				Behaviour.on("queries that are closed by their connection",
						(connection) -> assertThat(connection.createStatement().executeQuery(Behaviour.ALL).next())
							.isTrue(),
						"statements select 1", "durations select 1", "rows_read select 1"),

				Behaviour.on("a query that is run again before it is closed", (connection) -> {
					try (PreparedStatement statement = connection
						.prepareStatement("select id from book where id > ?")) {
						for (int id = 0; id < 3; id++) {
							statement.setInt(1, id);
							assertThat(statement.executeQuery().next()).isTrue();
						}
					}
				}, "statements select 3", "durations select 3", "rows_read select 3"));
	}

	private static List<Behaviour> severalResults() {
		return List.of(Behaviour.on("queries that are read in turns", (connection) -> {
			try (Statement first = connection.createStatement();
					Statement second = connection.createStatement();
					ResultSet rows = first.executeQuery(Behaviour.ALL)) {
				while (rows.next()) {
					assertThat(Behaviour.idsOf(second.executeQuery(Behaviour.ALL))).hasSize(3);
				}
			}
		}, "statements select 4", "durations select 4", "rows_read select 12"),

				Behaviour.on("execute with a result set", (connection) -> {
					try (Statement statement = connection.createStatement()) {
						assertThat(statement.execute("/* comment */ ( " + Behaviour.ALL + ")")).isTrue();
						assertThat(statement.getResultSet()).isSameAs(statement.getResultSet());
						assertThat(Behaviour.idsOf(statement.getResultSet())).hasSize(3);
						assertThat(statement.getMoreResults()).isFalse();
						assertThat(statement.getUpdateCount()).isEqualTo(-1);
					}
				}, "statements select 1", "durations select 1", "rows_read select 3"),

				Behaviour.on("what is said of the database", (connection) -> {
					try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", null)) {
						assertThat(tables.next()).isTrue();
					}
				}));
	}

	private static List<Behaviour> updates() {
		return List.of(Behaviour.on("updates", (connection) -> {
			try (Statement statement = connection.createStatement()) {
				assertThat(statement.executeUpdate("insert into book values (4, 'd')")).isOne();
				assertThat(statement.executeUpdate("update book set title = 'x'")).isEqualTo(4);
				assertThat(statement.executeLargeUpdate("-- all\ndelete from book")).isEqualTo(4);
			}
		}, "statements insert 1", "statements update 1", "statements delete 1", "durations insert 1",
				"durations update 1", "durations delete 1", "rows_affected insert 1", "rows_affected update 4",
				"rows_affected delete 4"),

				Behaviour.on("execute with an update count that is asked for twice", (connection) -> {
					try (PreparedStatement statement = connection.prepareStatement("update book set title = ?")) {
						statement.setString(1, "x");
						assertThat(statement.execute()).isFalse();
						assertThat(statement.getUpdateCount()).isEqualTo(3);
						statement.getLargeUpdateCount();
						assertThat(statement.getResultSet()).isNull();
					}
				}, "statements update 1", "durations update 1", "rows_affected update 3"),

				Behaviour.on("generated keys", (connection) -> {
					try (PreparedStatement statement = connection
						.prepareStatement("insert into author (name) values (?)", Statement.RETURN_GENERATED_KEYS)) {
						statement.setString(1, "a");
						assertThat(statement.executeUpdate()).isOne();
						assertThat(Behaviour.idsOf(statement.getGeneratedKeys())).containsExactly(1);
					}
				}, "statements insert 1", "durations insert 1", "rows_affected insert 1", "rows_read insert 1"),

				Behaviour.on("definitions", (connection) -> {
					try (Statement statement = connection.createStatement()) {
						statement.execute("create table shelf (id int)");
						statement.executeUpdate("drop table shelf");
					}
				}, "statements ddl 2", "durations ddl 2"));
	}

	private static List<Behaviour> batches() {
		return List.of(Behaviour.on("a prepared batch, twice", (connection) -> {
			try (PreparedStatement statement = connection.prepareStatement("insert into book values (?, 'x')")) {
				Behaviour.add(statement, 10, 11, 12);
				assertThat(statement.executeBatch()).hasSize(3);
				Behaviour.add(statement, 13);
				assertThat(statement.executeLargeBatch()).hasSize(1);
			}
		}, "statements insert 4", "durations insert 2", "batched_statements 4", "rows_affected insert 4"),

				Behaviour.on("a mixed batch after one that was cleared", (connection) -> {
					try (Statement statement = connection.createStatement()) {
						statement.addBatch("delete from book");
						statement.clearBatch();
						statement.addBatch("insert into book values (10, 'x')");
						statement.addBatch("update book set title = 'y'");
						statement.addBatch("delete from book where id = 10");
						assertThat(statement.executeBatch()).containsExactly(1, 4, 1);
					}
				}, "statements insert 3", "durations insert 1", "batched_statements 3", "rows_affected insert 6"),

				Behaviour.on("an empty batch", (connection) -> {
					try (Statement statement = connection.createStatement()) {
						assertThat(statement.executeBatch()).isEmpty();
					}
				}));
	}

	private static List<Behaviour> transactions() {
		return List.of(Behaviour.on("a commit and a rollback", (connection) -> {
			connection.setAutoCommit(false);
			Behaviour.update(connection);
			connection.commit();
			Behaviour.update(connection);
			connection.rollback();
			connection.setAutoCommit(true);
		}, "statements update 2", "durations update 2", "rows_affected update 6", "transactions commit 1",
				"transactions rollback 1"),

				Behaviour.on("statements in auto-commit", (connection) -> {
					Behaviour.update(connection);
					connection.setAutoCommit(true);
					connection.setAutoCommit(false);
					connection.setAutoCommit(true);
				}, "statements update 1", "durations update 1", "rows_affected update 3"),

				Behaviour.on("auto-commit that is set in a transaction", (connection) -> {
					connection.setAutoCommit(false);
					Behaviour.update(connection);
					connection.setAutoCommit(false);
					connection.setAutoCommit(true);
				}, "statements update 1", "durations update 1", "rows_affected update 3", "transactions commit 1"),

				Behaviour.on("a rollback to a savepoint", (connection) -> {
					connection.setAutoCommit(false);
					Savepoint savepoint = connection.setSavepoint();
					Behaviour.update(connection);
					connection.rollback(savepoint);
					connection.commit();
				}, "statements update 1", "durations update 1", "rows_affected update 3", "transactions commit 1"));
	}

}
