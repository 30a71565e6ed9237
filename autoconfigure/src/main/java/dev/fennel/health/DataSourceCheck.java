package dev.fennel.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

/**
 * Whether a data source gives a connection that is valid.
 *
 * @since 0.1.0
 */
public final class DataSourceCheck implements ReadinessCheck {

	private final DataSource dataSource;

	private final int seconds;

	/**
	 * Creates the check.
	 * @param dataSource the data source
	 * @param timeout how long the database may take to answer, at least a second
	 */
	public DataSourceCheck(DataSource dataSource, Duration timeout) {
		this.dataSource = dataSource;
		this.seconds = (int) Math.max(1, timeout.toSeconds());
	}

	@Override
	public boolean isReady() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			return connection.isValid(this.seconds);
		}
	}

}
