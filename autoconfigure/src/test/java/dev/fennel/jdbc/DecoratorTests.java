package dev.fennel.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Each method of each interface reaches the driver with the same arguments, and gives
 * what the driver gave or throws what it threw.
 */
class DecoratorTests {

	private final Map<Class<?>, Object> samples = new HashMap<>();

	private @Nullable String called;

	private Object @Nullable [] arguments;

	private @Nullable Object result;

	private @Nullable Throwable failure;

	DecoratorTests() {
		Stream
			.<Object>of(true, (byte) 7, (short) 7, 7, 7L, 7F, 7D, "text", new byte[1], new int[] { 1 },
					new long[] { 1 }, new String[] { "a" }, new Object[] { "a" }, BigDecimal.TEN, new Date(0),
					new Time(0), new Timestamp(0), new SQLWarning(), new Properties(), new Object())
			.forEach((sample) -> this.samples.put(sample.getClass(), sample));
		Map.of(boolean.class, true, byte.class, (byte) 7, short.class, (short) 7, int.class, 7, long.class, 7L,
				float.class, 7F, double.class, 7D)
			.forEach(this.samples::put);
		this.samples.put(InputStream.class, InputStream.nullInputStream());
		this.samples.put(Reader.class, Reader.nullReader());
		this.samples.put(Calendar.class, Calendar.getInstance());
		this.samples.put(Class.class, Object.class);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("interfaces")
	void eachMethodGivesWhatTheDriverGives(Class<?> type) throws Exception {
		for (Method method : methods(type)) {
			Object[] given = Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
			this.result = sample(method.getReturnType());
			Object got = method.invoke(decorator(type), given);
			assertThat(this.called).as(method.toString()).isEqualTo(method.toString());
			assertThat(this.arguments).as(method.toString()).containsExactly(given);
			if (got instanceof JdbcDecorator decorator && method.getReturnType() != Connection.class
					&& !method.getName().equals("getStatement")) {
				assertThat(decorator.delegate()).as(method.toString()).isSameAs(this.result);
			}
			else if (!(got instanceof JdbcDecorator) && method.getReturnType() != ConnectionBuilder.class) {
				assertThat(got).as(method.toString()).isEqualTo(this.result);
			}
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("interfaces")
	void eachMethodThrowsWhatTheDriverThrows(Class<?> type) {
		for (Method method : methods(type)) {
			if (method.getExceptionTypes().length > 0) {
				this.failure = failure(method.getExceptionTypes()[0]);
				Object[] given = Arrays.stream(method.getParameterTypes()).map(this::sample).toArray();
				assertThat(catchThrowable(() -> method.invoke(decorator(type), given))).as(method.toString())
					.isInstanceOf(InvocationTargetException.class)
					.cause()
					.isSameAs(this.failure)
					.hasNoSuppressedExceptions();
			}
		}
	}

	private static Throwable failure(Class<?> type) {
		if (type == SQLClientInfoException.class) {
			return new SQLClientInfoException();
		}
		return (type == SQLFeatureNotSupportedException.class) ? new SQLFeatureNotSupportedException()
				: new SQLException("a reason", "22012");
	}

	static Stream<Class<?>> interfaces() {
		return Stream.of(DataSource.class, ConnectionBuilder.class, Connection.class, Statement.class,
				PreparedStatement.class, CallableStatement.class, ResultSet.class, DatabaseMetaData.class);
	}

	private static Iterable<Method> methods(Class<?> type) {
		return Arrays.stream(type.getMethods())
			.filter((method) -> method.getDeclaringClass() != Wrapper.class)
			.filter((method) -> !Modifier.isStatic(method.getModifiers()))
			.filter((method) -> type != DatabaseMetaData.class || !method.getName().equals("getConnection"))
			.toList();
	}

	private Object decorator(Class<?> type) {
		JdbcMetrics owner = new JdbcMetrics(MetricFactory.with(new GuardedRegistry()).build());
		VendorMetrics metrics = new VendorMetrics(owner, "main", "h2");
		OperationMetrics operation = metrics.operation(SqlOperation.SELECT);
		MeteredConnection connection = new MeteredConnection(driver(Connection.class), metrics, null);
		MeteredStatement statement = new MeteredStatement(driver(Statement.class), connection, operation);
		return Map
			.<Class<?>, Object>of(Connection.class, connection, Statement.class, statement, PreparedStatement.class,
					new MeteredPreparedStatement(driver(PreparedStatement.class), connection, operation),
					CallableStatement.class,
					new MeteredCallableStatement(driver(CallableStatement.class), connection, operation),
					DataSource.class, dataSource(owner), ConnectionBuilder.class,
					new MeteredConnectionBuilder(driver(ConnectionBuilder.class), dataSource(owner)), ResultSet.class,
					new MeteredResultSet(driver(ResultSet.class), statement, operation), DatabaseMetaData.class,
					new MeteredDatabaseMetaData(driver(DatabaseMetaData.class), connection))
			.get(type);
	}

	private MeteredDataSource dataSource(JdbcMetrics owner) {
		return new MeteredDataSource(driver(DataSource.class), owner.dataSource("main"));
	}

	private <T> T driver(Class<T> type) {
		return type.cast(
				Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { type }, (proxy, method, given) -> {
					if (method.getName().equals("hashCode")) {
						return 1;
					}
					this.called = method.toString();
					this.arguments = (given != null) ? given : new Object[0];
					if (this.failure != null) {
						throw this.failure;
					}
					return this.result;
				}));
	}

	private @Nullable Object sample(Class<?> type) {
		if (type.isInterface() && !this.samples.containsKey(type)) {
			return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { type },
					(proxy, method, given) -> method.getName().equals("equals") ? proxy == given[0] : null);
		}
		return this.samples.get(type);
	}

}
