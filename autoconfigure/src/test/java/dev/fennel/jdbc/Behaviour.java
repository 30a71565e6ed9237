package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.fennel.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Something that applications do, and what is counted of it.
 */
record Behaviour(String name, Predicate<TestDatabase> databases, Action action, String... counted) {

	static final String ALL = "select id from book order by id";

	static Stream<Behaviour> all() {
		return Stream.concat(CommonBehaviours.all(), VendorBehaviours.all());
	}

	static Behaviour on(String name, Action action, String... counted) {
		return new Behaviour(name, (database) -> true, action, counted);
	}

	static Behaviour only(TestDatabase one, String name, Action action, String... counted) {
		return new Behaviour(name, (database) -> database == one, action, counted);
	}

	static void update(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			assertThat(statement.executeUpdate("update book set title = 'x'")).isEqualTo(3);
		}
	}

	static void add(PreparedStatement statement, int... ids) throws SQLException {
		for (int id : ids) {
			statement.setInt(1, id);
			statement.addBatch();
		}
	}

	static List<Integer> idsOf(ResultSet rows) throws SQLException {
		List<Integer> ids = new ArrayList<>();
		while (rows.next()) {
			ids.add(rows.getInt(1));
		}
		return ids;
	}

	List<String> expected() {
		return Arrays.stream(this.counted).sorted().toList();
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * What is done with a connection.
	 */
	interface Action {

		void run(Connection connection) throws SQLException;

	}

}
