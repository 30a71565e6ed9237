package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.TestDatabase;

/**
 * A database with a few tables, seen through a metered data source, and what was counted.
 */
final class Counted {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Pattern LABEL = Pattern.compile("\\{(.*)}");

	private final TestDatabase database;

	private final GuardedRegistry registry = new GuardedRegistry();

	private final DataSourceMetrics metrics = new JdbcMetrics(MetricFactory.with(this.registry).build())
		.dataSource("main");

	private final MeteredDataSource dataSource;

	private Counted(TestDatabase database) {
		this.database = database;
		this.dataSource = new MeteredDataSource(database.dataSource(), this.metrics);
	}

	/**
	 * Starts with three books and no author.
	 */
	static Counted on(TestDatabase database) throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("drop table if exists book");
			statement.execute("drop table if exists author");
			statement.execute("create table book (id int primary key, title varchar(100))");
			statement.execute("create table author (id "
					+ ((database == TestDatabase.POSTGRESQL) ? "serial" : "int auto_increment")
					+ " primary key, name varchar(100))");
			statement.execute("insert into book values (1, 'a'), (2, 'b'), (3, 'c')");
		}
		return new Counted(database);
	}

	Connection connect() throws SQLException {
		return this.dataSource.getConnection();
	}

	/**
	 * A pool of the database that is measured from within.
	 */
	HikariDataSource pool(int size) {
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSource(this.database.dataSource());
		pool.setMaximumPoolSize(size);
		pool.setConnectionTimeout(PATIENCE.toMillis());
		new HikariMetering().measure(pool, this.metrics);
		return pool;
	}

	GuardedRegistry registry() {
		return this.registry;
	}

	/**
	 * What was counted, each written as the family's name without what all have in
	 * common, the values of its labels, and the number.
	 */
	TreeSet<String> changes() {
		Page page = Scrapes.of(this.registry);
		return page.changedSince(Page.of(""))
			.entrySet()
			.stream()
			.map((entry) -> text(entry.getKey()) + " " + entry.getValue().longValue())
			.filter((text) -> !text.startsWith("connection_attempts"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private String text(String sample) {
		String vendor = "vendor=\"" + this.database.vendor() + "\"";
		if (!sample.contains("datasource=\"main\"") || !sample.contains(vendor)) {
			return sample;
		}
		String text = sample.replace("datasource=\"main\"", "").replace(vendor, "");
		String name = text.substring(0, text.indexOf('{'))
			.replace("db_client_", "")
			.replace("_total", "")
			.replace("statement_duration_seconds_count", "durations");
		String values = LABEL.matcher(text)
			.results()
			.flatMap((match) -> Pattern.compile(",").splitAsStream(match.group(1)))
			.filter((label) -> !label.isEmpty())
			.map((label) -> label.substring(label.indexOf('"') + 1, label.length() - 1))
			.collect(Collectors.joining(" "));
		return (name + " " + values).strip();
	}

}
