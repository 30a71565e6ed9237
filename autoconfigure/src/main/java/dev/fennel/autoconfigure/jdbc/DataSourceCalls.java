package dev.fennel.autoconfigure.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

import dev.fennel.jdbc.MeteredDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a data source that are answered in its place: those for connections. All
 * else is the data source's, which gets to see no connection but its own.
 */
final class DataSourceCalls {

	/** What is not answered here. */
	static final Object NOT_ANSWERED = new Object();

	private static final Class<?>[] CREDENTIALS = { String.class, String.class };

	private final MeteredDataSource metered;

	private volatile @Nullable Runnable afterFirst;

	DataSourceCalls(MeteredDataSource metered) {
		this.metered = metered;
	}

	/** Has something run once a connection has been given. */
	void afterFirst(Runnable action) {
		this.afterFirst = action;
	}

	/**
	 * Answers a call.
	 * @param method the method
	 * @param arguments its arguments
	 * @return the result, {@link #NOT_ANSWERED} if the data source is to be asked
	 * @throws SQLException what the data source throws
	 */
	@Nullable Object answer(Method method, Object[] arguments) throws SQLException {
		return switch (method.getName()) {
			case "getConnection" -> connect(method, arguments);
			case "createConnectionBuilder" ->
				(arguments.length == 0) ? this.metered.createConnectionBuilder() : NOT_ANSWERED;
			case "unwrap" -> isAskedForMetered(arguments) ? this.metered : NOT_ANSWERED;
			case "isWrapperFor" -> isAskedForMetered(arguments) ? true : NOT_ANSWERED;
			default -> NOT_ANSWERED;
		};
	}

	/**
	 * The arguments as the data source is to see them.
	 */
	static Object[] originals(Object[] arguments) {
		Object[] originals = arguments;
		for (int i = 0; i < arguments.length; i++) {
			if (arguments[i] instanceof Connection connection) {
				originals = (originals == arguments) ? arguments.clone() : originals;
				originals[i] = MeteredDataSource.original(connection);
			}
		}
		return originals;
	}

	/** Further methods of that name, which some drivers have, stay the driver's. */
	private @Nullable Object connect(Method method, Object[] arguments) throws SQLException {
		Connection connection;
		if (arguments.length == 0) {
			connection = this.metered.getConnection();
		}
		else if (Arrays.equals(method.getParameterTypes(), CREDENTIALS)) {
			connection = this.metered.getConnection((String) arguments[0], (String) arguments[1]);
		}
		else {
			return NOT_ANSWERED;
		}
		Runnable action = this.afterFirst;
		if (action != null) {
			this.afterFirst = null;
			action.run();
		}
		return connection;
	}

	private static boolean isAskedForMetered(Object[] arguments) {
		return arguments.length == 1 && arguments[0] == MeteredDataSource.class;
	}

}
