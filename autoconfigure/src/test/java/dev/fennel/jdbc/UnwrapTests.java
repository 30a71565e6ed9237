package dev.fennel.jdbc;

import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each decorator gives itself, what it decorates, and what that gives.
 */
class UnwrapTests {

	private final JdbcMetrics owner = new JdbcMetrics(MetricFactory.with(new GuardedRegistry()).build());

	private final VendorMetrics vendor = new VendorMetrics(this.owner, "main", "h2");

	private final OperationMetrics operation = this.vendor.operation(SqlOperation.SELECT);

	@ParameterizedTest(name = "{0}")
	@MethodSource("interfaces")
	void itIsFoundToAnyDepth(Class<?> type) throws SQLException {
		Object delegate = driver(type, Outer.class, "inner");
		Wrapper decorator = decorator(type, delegate);
		assertThat(decorator.isWrapperFor(decorator.getClass())).isTrue();
		assertThat((Object) decorator.unwrap(decorator.getClass())).isSameAs(decorator);
		assertThat(decorator.isWrapperFor(type)).isTrue();
		assertThat((Object) decorator.unwrap(type)).isSameAs(decorator);
		assertThat(decorator.isWrapperFor(Outer.class)).isTrue();
		assertThat(decorator.unwrap(Outer.class)).isSameAs(delegate);
		assertThat(decorator.isWrapperFor(String.class)).isTrue();
		assertThat(decorator.unwrap(String.class)).isEqualTo("inner");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("interfaces")
	void whatIsNotThereIsLeftForTheDriverToSay(Class<?> type) throws SQLException {
		Wrapper decorator = decorator(type, driver(type, Outer.class, "inner"));
		assertThat(decorator.isWrapperFor(Integer.class)).isFalse();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> decorator.unwrap(Integer.class))
			.withMessage("not inner");
		Wrapper broken = decorator(type, driver(type, Outer.class, null));
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> broken.isWrapperFor(Integer.class))
			.withMessage("broken");
	}

	static Stream<Class<?>> interfaces() {
		return Stream.of(DataSource.class, Connection.class, Statement.class, PreparedStatement.class,
				CallableStatement.class, ResultSet.class, DatabaseMetaData.class);
	}

	private Wrapper decorator(Class<?> type, Object delegate) {
		MeteredConnection connection = new MeteredConnection(
				(Connection) ((type == Connection.class) ? delegate : driver(Connection.class, Outer.class, "inner")),
				this.vendor, null);
		return switch (type.getSimpleName()) {
			case "DataSource" -> new MeteredDataSource((DataSource) delegate, this.owner.dataSource("main"));
			case "Connection" -> connection;
			case "Statement" -> new MeteredStatement((Statement) delegate, connection, this.operation);
			case "PreparedStatement" ->
				new MeteredPreparedStatement((PreparedStatement) delegate, connection, this.operation);
			case "CallableStatement" ->
				new MeteredCallableStatement((CallableStatement) delegate, connection, this.operation);
			case "ResultSet" -> new MeteredResultSet((ResultSet) delegate,
					new MeteredStatement((Statement) driver(Statement.class, Outer.class, "inner"), connection,
							this.operation),
					this.operation);
			default -> new MeteredDatabaseMetaData((DatabaseMetaData) delegate, connection);
		};
	}

	private static Object driver(Class<?> type, Class<?> also, @Nullable Object inner) {
		return Proxy.newProxyInstance(UnwrapTests.class.getClassLoader(), new Class<?>[] { type, also },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "isWrapperFor" -> {
						if (inner == null) {
							throw new SQLException("broken");
						}
						yield ((Class<?>) arguments[0]).isInstance(inner);
					}
					case "unwrap" -> {
						if (!((Class<?>) arguments[0]).isInstance(inner)) {
							throw new SQLException("not inner");
						}
						yield inner;
					}
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == arguments[0];
					default -> null;
				});
	}

	/**
	 * What the driver's objects are too.
	 */
	interface Outer {

	}

}
