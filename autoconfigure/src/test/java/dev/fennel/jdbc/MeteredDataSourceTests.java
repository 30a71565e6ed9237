package dev.fennel.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class MeteredDataSourceTests {

	private static final String URL = "jdbc:h2:mem:metered";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final JdbcMetrics metrics = new JdbcMetrics(MetricFactory.with(this.registry).build());

	private final JdbcDataSource target = new JdbcDataSource();

	private Connection keeper;

	@BeforeEach
	void createTable() throws SQLException {
		this.target.setURL(URL);
		this.keeper = DriverManager.getConnection(URL);
		try (Statement statement = this.keeper.createStatement()) {
			statement.execute("create table book (id int primary key, title varchar(100))");
		}
	}

	@AfterEach
	void close() throws SQLException {
		this.keeper.close();
	}

	@Test
	void statementsRowsAndTransactionsAreCounted() throws SQLException {
		try (Connection connection = dataSource().getConnection()) {
			connection.setAutoCommit(false);
			try (PreparedStatement insert = connection.prepareStatement("insert into book values (?, ?), (?, ?)")) {
				insert.setInt(1, 1);
				insert.setString(2, "a");
				insert.setInt(3, 2);
				insert.setString(4, "b");
				assertThat(insert.executeUpdate()).isEqualTo(2);
			}
			connection.commit();
			try (Statement select = connection.createStatement();
					ResultSet rows = select.executeQuery("select id from book order by id")) {
				assertThat(rows.next()).isTrue();
				assertThat(rows.getInt(1)).isEqualTo(1);
				assertThat(rows.next()).isTrue();
				assertThat(rows.next()).isFalse();
			}
		}
		assertThat(changes()).containsExactlyInAnyOrderEntriesOf(Map.of(
				"db_client_connection_attempts_total{datasource=\"main\",vendor=\"h2\"}", 1.0,
				"db_client_statements_total{datasource=\"main\",operation=\"insert\",vendor=\"h2\"}", 1.0,
				"db_client_statements_total{datasource=\"main\",operation=\"select\",vendor=\"h2\"}", 1.0,
				"db_client_statement_duration_seconds_count{datasource=\"main\",operation=\"insert\",vendor=\"h2\"}",
				1.0,
				"db_client_statement_duration_seconds_count{datasource=\"main\",operation=\"select\",vendor=\"h2\"}",
				1.0, "db_client_rows_affected_total{datasource=\"main\",operation=\"insert\",vendor=\"h2\"}", 2.0,
				"db_client_rows_read_total{datasource=\"main\",operation=\"select\",vendor=\"h2\"}", 2.0,
				"db_client_transactions_total{datasource=\"main\",outcome=\"commit\",vendor=\"h2\"}", 1.0));
	}

	@Test
	void failedAttemptsAreCountedWithTheirError() {
		this.target.setURL("jdbc:h2:mem:absent;IFEXISTS=TRUE");
		DataSource dataSource = new MeteredDataSource(this.target, this.metrics.dataSource("main", URL));
		assertThat(catchThrowable(dataSource::getConnection)).isInstanceOf(SQLException.class);
		assertThat(changes()).containsExactlyInAnyOrderEntriesOf(Map.of(
				"db_client_connection_attempts_total{datasource=\"main\",vendor=\"h2\"}", 1.0,
				"db_client_connection_errors_total{datasource=\"main\",error=\"JdbcSQLNonTransientConnectionException\","
						+ "vendor=\"h2\"}",
				1.0));
	}

	@Test
	void nothingHidesWhatTheDriverHas() throws SQLException {
		MeteredDataSource dataSource = dataSource();
		assertThat(dataSource.unwrap(JdbcDataSource.class)).isSameAs(this.target);
		try (Connection connection = dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("select id from book");
				ResultSet rows = statement.executeQuery()) {
			assertThat(connection.unwrap(org.h2.jdbc.JdbcConnection.class)).isNotNull();
			assertThat(statement.getConnection()).isSameAs(connection);
			assertThat(rows.getStatement()).isSameAs(statement);
			assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
		}
	}

	@Test
	void attemptsThatFailBeforeAnythingIsKnownHaveNoVendor() {
		this.target.setURL("jdbc:h2:mem:absent;IFEXISTS=TRUE");
		assertThat(catchThrowable(() -> dataSource().getConnection())).isInstanceOf(SQLException.class);
		assertThat(changes()).containsEntry("db_client_connection_attempts_total{datasource=\"main\",vendor=\"\"}",
				1.0);
		this.target.setURL(URL);
	}

	@Test
	void whatIsMeteredSaysSo() {
		MeteredDataSource dataSource = dataSource();
		assertThat(MeteredDataSource.isMetered(dataSource)).isTrue();
		assertThat(MeteredDataSource.isMetered(new MeteredDataSource(dataSource, this.metrics.dataSource("x"))))
			.isTrue();
		assertThat(MeteredDataSource.isMetered(this.target)).isFalse();
		assertThat(dataSource.target()).isSameAs(this.target);
	}

	@Test
	void connectionsAreEqualWhereThoseOfTheDriverAre() throws SQLException {
		DataSourceMetrics recorder = this.metrics.dataSource("main");
		Connection connection = recorder.measure(this.keeper);
		assertThat(connection).isEqualTo(recorder.measure(this.keeper))
			.hasSameHashCodeAs(this.keeper)
			.hasToString(this.keeper.toString())
			.isNotEqualTo(this.keeper);
		assertThat(recorder.measure(connection)).isSameAs(connection);
	}

	@Test
	void whatFailsWhenItIsRecordedOnHarmsNothing() throws SQLException {
		VendorMetrics vendor = new VendorMetrics(this.metrics, "main", "h2");
		CounterDataPoint counter = broken(CounterDataPoint.class);
		OperationMetrics broken = new OperationMetrics(vendor, SqlOperation.SELECT, counter, counter,
				broken(DistributionDataPoint.class), counter, counter);
		MeteredConnection connection = new MeteredConnection(this.keeper, vendor, null);
		try (PreparedStatement insert = new MeteredPreparedStatement(
				this.keeper.prepareStatement("insert into book values (1, 'a')"), connection, broken);
				PreparedStatement select = new MeteredPreparedStatement(
						this.keeper.prepareStatement("select id from book"), connection, broken)) {
			assertThat(insert.executeUpdate()).isOne();
			assertThat(catchThrowable(insert::executeUpdate)).isInstanceOf(SQLException.class);
			try (ResultSet rows = select.executeQuery()) {
				assertThat(rows.next()).isTrue();
				assertThat(rows.next()).isFalse();
			}
		}
		assertThat(changes()).containsEntry("fennel_errors_total{feature=\"jdbc\"}", 5.0);
	}

	@Test
	void aDriverThatDoesNotSayItsNameIsMeasuredWithoutVendor() throws SQLException {
		Connection connection = this.metrics.dataSource("main").measure(broken(Connection.class));
		assertThat(catchThrowable(connection::createStatement)).hasMessage("broken");
		assertThat(catchThrowable(() -> connection.prepareStatement("delete from book"))).hasMessage("broken");
		assertThat(changes()).containsEntry("fennel_errors_total{feature=\"jdbc\"}", 1.0)
			.containsEntry("db_client_errors_total{datasource=\"main\",error=\"IllegalStateException\","
					+ "operation=\"delete\",sqlstate=\"\",vendor=\"\"}", 1.0);
	}

	@Test
	void theVendorIsAskedForOnceAlsoWhereThatFails() {
		DataSourceMetrics recorder = this.metrics.dataSource("main");
		for (int i = 0; i < 3; i++) {
			recorder.measure(broken(Connection.class));
		}
		assertThat(changes()).containsEntry("fennel_errors_total{feature=\"jdbc\"}", 1.0);
	}

	@Test
	void whatIsNoConnectionIsNone() throws SQLException {
		MeteredDataSource dataSource = new MeteredDataSource(nothing(DataSource.class),
				this.metrics.dataSource("main", URL));
		assertThat(dataSource.getConnection()).isNull();
		assertThat(dataSource.getConnection("a", "b")).isNull();
		assertThat(changes())
			.containsOnly(Map.entry("db_client_connection_attempts_total{datasource=\"main\",vendor=\"h2\"}", 2.0));
		MeteredConnection connection = new MeteredConnection(nothing(Connection.class),
				new VendorMetrics(this.metrics, "main", "h2"), null);
		assertThat(connection.createStatement()).isNull();
		assertThat(connection.prepareStatement("select 1")).isNull();
		assertThat(connection.getMetaData()).isNull();
	}

	@Test
	void aSavepointThatIsGoneIsAnError() throws SQLException {
		try (Connection connection = dataSource().getConnection()) {
			connection.setAutoCommit(false);
			Savepoint savepoint = connection.setSavepoint();
			connection.releaseSavepoint(savepoint);
			assertThat(catchThrowable(() -> connection.rollback(savepoint))).isInstanceOf(SQLException.class);
		}
		assertThat(changes().keySet()).anyMatch((sample) -> sample.startsWith(
				"db_client_errors_total{datasource=\"main\",error=\"JdbcSQLNonTransientException\",operation="));
	}

	@Test
	void whatGivesConnectionsOfBothKindsCountsItsOwn() throws SQLException {
		DataSource inner = dataSource();
		DataSource both = new AbstractDataSource() {

			private int given;

			@Override
			public Connection getConnection() throws SQLException {
				this.given++;
				return ((this.given % 2 == 0) ? inner : MeteredDataSourceTests.this.target).getConnection();
			}

			@Override
			public Connection getConnection(String username, String password) throws SQLException {
				return getConnection();
			}

		};
		DataSource outer = new MeteredDataSource(both, this.metrics.dataSource("outer", URL));
		for (int i = 0; i < 4; i++) {
			try (Connection connection = outer.getConnection(); Statement statement = connection.createStatement()) {
				assertThat(statement.execute("select 1")).isTrue();
			}
		}
		for (String name : new String[] { "main", "outer" }) {
			String labels = "{datasource=\"%s\",vendor=\"h2\"}".formatted(name);
			assertThat(changes()).containsEntry("db_client_connection_attempts_total" + labels, 2.0)
				.containsEntry("db_client_statements_total" + labels.replace(",v", ",operation=\"select\",v"), 2.0);
		}
	}

	@Test
	void theDriversOwnConnectionIsGivenBack() throws SQLException {
		Connection connection = this.metrics.dataSource("main").measure(this.keeper);
		assertThat(MeteredDataSource.original(connection)).isSameAs(this.keeper);
		assertThat(MeteredDataSource.original(this.keeper)).isSameAs(this.keeper);
	}

	private static <T> T nothing(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(MeteredDataSourceTests.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> (method.getReturnType() == boolean.class) ? false : null));
	}

	private static <T> T broken(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(MeteredDataSourceTests.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> {
					throw new IllegalStateException("broken");
				}));
	}

	private MeteredDataSource dataSource() {
		return new MeteredDataSource(this.target, this.metrics.dataSource("main"));
	}

	private Map<String, Double> changes() {
		return Scrapes.of(this.registry).changedSince(Page.of(""));
	}

}
