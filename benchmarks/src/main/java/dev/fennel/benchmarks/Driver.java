package dev.fennel.benchmarks;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is below what is compared.
 */
public enum Driver {

	/** Gives rows and costs next to nothing. */
	NOTHING {

		@Override
		DataSource dataSource(int rowCount) {
			Answers answers = new Answers(rowCount);
			Map<String, Object> metaData = Map.of("getDatabaseProductName", "H2", "getURL", "jdbc:h2:mem:nothing",
					"getUserName", "sa");
			ResultSet rows = proxy(ResultSet.class,
					(method) -> method.equals("next") ? answers.next() : (method.equals("getString") ? "title" : null));
			PreparedStatement statement = proxy(PreparedStatement.class,
					(method) -> method.equals("executeQuery") ? rows : null);
			DatabaseMetaData database = proxy(DatabaseMetaData.class, metaData::get);
			Connection connection = proxy(Connection.class, (method) -> switch (method) {
				case "prepareStatement" -> statement;
				case "getMetaData" -> database;
				default -> null;
			});
			return proxy(DataSource.class, (method) -> method.equals("getConnection") ? connection : null);
		}

	},

	/** In memory. */
	H2 {

		@Override
		DataSource dataSource(int rowCount) throws SQLException {
			JdbcDataSource h2 = new JdbcDataSource();
			h2.setURL("jdbc:h2:mem:benchmark;DB_CLOSE_DELAY=-1");
			try (Connection connection = h2.getConnection(); Statement statement = connection.createStatement()) {
				statement.execute("create table if not exists book (id int primary key, title varchar(100))");
				statement.execute("delete from book");
				statement.execute("insert into book select x, 'title' from system_range(1, " + rowCount + ")");
			}
			return h2;
		}

	};

	abstract DataSource dataSource(int rowCount) throws SQLException;

	private static <T> T proxy(Class<T> type, Result results) {
		return type.cast(Proxy.newProxyInstance(Driver.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> {
					if (method.getReturnType() == int.class) {
						return System.identityHashCode(proxy);
					}
					if (method.getName().equals("equals")) {
						return proxy == arguments[0];
					}
					Object result = results.of(method.getName());
					if (result == null && method.getReturnType() == boolean.class) {
						return false;
					}
					return result;
				}));
	}

	/** What methods return. */
	private interface Result {

		@Nullable Object of(String method);

	}

	/** So many rows, then none, and so on. */
	private static final class Answers {

		private final int rowCount;

		private int row;

		Answers(int rowCount) {
			this.rowCount = rowCount;
		}

		Boolean next() {
			this.row = (this.row < this.rowCount) ? this.row + 1 : 0;
			return this.row > 0;
		}

	}

}
