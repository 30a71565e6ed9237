package dev.fennel.jdbc;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.stream.Stream;

import dev.fennel.testing.TestDatabase;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What some databases can do and others cannot.
 */
final class VendorBehaviours {

	private VendorBehaviours() {
	}

	static Stream<Behaviour> all() {
		return Stream.of(driversOwn(), ofPostgresql(), cursors(), arrays(), ofMariaDb()).flatMap(List::stream);
	}

	private static List<Behaviour> driversOwn() {
		return List.of(new Behaviour("a function call", (database) -> true, (connection) -> {
			try (CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
				call.registerOutParameter(1, Types.INTEGER);
				call.setInt(2, -7);
				call.execute();
				assertThat(call.getInt(1)).isEqualTo(7);
			}
		}, "statements call 1", "durations call 1"),

				new Behaviour("rows that an insert returns", (database) -> database != TestDatabase.H2,
						(connection) -> {
							try (Statement statement = connection.createStatement();
									ResultSet rows = statement
										.executeQuery("insert into author (name) values ('a'), ('b') returning id")) {
								assertThat(Behaviour.idsOf(rows)).containsExactly(1, 2);
							}
						}, "statements insert 1", "durations insert 1", "rows_read insert 2"));
	}

	private static List<Behaviour> ofPostgresql() {
		return List.of(new Behaviour("an insert behind expressions", (database) -> database == TestDatabase.POSTGRESQL,
				(connection) -> {
					try (Statement statement = connection.createStatement()) {
						assertThat(statement.executeUpdate("with x as (select 10 as id), y as (update book"
								+ " set title = 'x' returning 1) insert into book select id, 'y' from x"))
							.isOne();
					}
				}, "statements insert 1", "durations insert 1", "rows_affected insert 1"),

				new Behaviour("several results", (database) -> database == TestDatabase.POSTGRESQL, (connection) -> {
					try (Statement statement = connection.createStatement()) {
						assertThat(statement
							.execute("update book set title = 'x'; " + Behaviour.ALL + "; delete from book")).isFalse();
						assertThat(statement.getUpdateCount()).isEqualTo(3);
						assertThat(statement.getMoreResults()).isTrue();
						assertThat(Behaviour.idsOf(statement.getResultSet())).hasSize(3);
						assertThat(statement.getMoreResults(Statement.CLOSE_ALL_RESULTS)).isFalse();
						assertThat(statement.getUpdateCount()).isEqualTo(3);
						assertThat(statement.getMoreResults()).isFalse();
						assertThat(statement.getUpdateCount()).isEqualTo(-1);
					}
				}, "statements update 1", "durations update 1", "rows_affected update 6", "rows_read update 3"));
	}

	private static List<Behaviour> cursors() {
		return List.of(new Behaviour("a cursor", (database) -> database == TestDatabase.POSTGRESQL, (connection) -> {
			connection.setAutoCommit(false);
			try (Statement statement = connection.createStatement()) {
				statement.execute("create or replace function books() returns refcursor language plpgsql as $$"
						+ " declare c refcursor; begin open c for select id from book; return c; end $$");
			}
			try (CallableStatement call = connection.prepareCall("{? = call books()}")) {
				call.registerOutParameter(1, Types.REF_CURSOR);
				call.execute();
				ResultSet rows = (ResultSet) call.getObject(1);
				assertThat(rows.getStatement()).isSameAs(call);
				assertThat(Behaviour.idsOf(rows)).hasSize(3);
				call.execute();
				assertThat(call.getObject(1, ResultSet.class).next()).isTrue();
			}
			connection.rollback();
		}, "statements ddl 1", "durations ddl 1", "statements call 2", "durations call 2", "rows_read call 4",
				"transactions rollback 1"));
	}

	private static List<Behaviour> arrays() {
		return List.of(Behaviour.only(TestDatabase.POSTGRESQL, "an array that the connection makes", (connection) -> {
			Array ids = connection.createArrayOf("integer", new Integer[] { 1, 3 });
			try (PreparedStatement statement = connection
				.prepareStatement("select id from book where id = any (?) order by id")) {
				statement.setArray(1, ids);
				assertThat(Behaviour.idsOf(statement.executeQuery())).containsExactly(1, 3);
			}
		}, "statements select 1", "durations select 1", "rows_read select 2"),

				Behaviour.only(TestDatabase.POSTGRESQL, "what only the driver has", (connection) -> {
					assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
					assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
					assertThat(connection.unwrap(PGConnection.class))
						.isSameAs(connection.createStatement().getConnection().unwrap(PGConnection.class));
				}));
	}

	private static List<Behaviour> ofMariaDb() {
		return List.of(Behaviour.only(TestDatabase.MARIADB, "a procedure with several results", (connection) -> {
			try (Statement statement = connection.createStatement()) {
				statement.execute("create or replace procedure twice() begin select id from book; "
						+ "select id from book where id > 1; end");
			}
			try (CallableStatement call = connection.prepareCall("{call twice()}")) {
				assertThat(call.execute()).isTrue();
				ResultSet first = call.getResultSet();
				assertThat(first.next()).isTrue();
				assertThat(call.getMoreResults(Statement.KEEP_CURRENT_RESULT)).isTrue();
				assertThat(Behaviour.idsOf(call.getResultSet())).hasSize(2);
				assertThat(first.next()).isTrue();
				assertThat(call.getMoreResults()).isFalse();
			}
		}, "statements ddl 1", "durations ddl 1", "statements call 1", "durations call 1", "rows_read call 4"),

				Behaviour.only(TestDatabase.MARIADB, "what only the driver has", (connection) -> {
					assertThat(connection.isWrapperFor(org.mariadb.jdbc.Connection.class)).isTrue();
					assertThat(connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId()).isPositive();
				}));
	}

}
