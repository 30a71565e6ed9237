package dev.fennel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL of one's own, which can be stopped and started again: in a container
 * where a Docker daemon answers, else embedded.
 */
public final class StoppableDatabase implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoppableDatabase.class);

	private static final int PORT = 5432;

	private final int port;

	private final Server server;

	private StoppableDatabase(int port, Server server) {
		this.port = port;
		this.server = server;
	}

	/**
	 * Starts the database.
	 * @return the running database
	 * @throws IOException if it does not start
	 */
	public static StoppableDatabase start() throws IOException {
		boolean container = DockerClientFactory.instance().isDockerAvailable();
		logger.info("PostgreSQL runs " + (container ? "in a container" : "embedded: no Docker daemon answers"));
		int port = freePort();
		StoppableDatabase database = new StoppableDatabase(port,
				container ? new InContainer(port) : new Embedded(port));
		database.server.start();
		return database;
	}

	/**
	 * Returns where it is, also while it is stopped.
	 * @return a URL for the user and the password {@code postgres}
	 */
	public String url() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres";
	}

	/**
	 * Stops it.
	 * @throws IOException if it does not stop
	 */
	public void stop() throws IOException {
		this.server.stop();
	}

	/**
	 * Starts it again, on the same port.
	 * @throws IOException if it does not start
	 */
	public void restart() throws IOException {
		this.server.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private interface Server {

		void start() throws IOException;

		void stop() throws IOException;

		void close() throws IOException;

	}

	private static final class Embedded implements Server {

		private final int port;

		private final Path folder = Files.createTempDirectory("fennel-postgres");

		private @Nullable EmbeddedPostgres running;

		Embedded(int port) throws IOException {
			this.port = port;
		}

		@Override
		public void start() throws IOException {
			this.running = EmbeddedPostgres.builder()
				.setPort(this.port)
				.setDataDirectory(this.folder.resolve("data"))
				.setCleanDataDirectory(false)
				.start();
		}

		@Override
		public void stop() throws IOException {
			EmbeddedPostgres current = this.running;
			if (current != null) {
				this.running = null;
				current.close();
			}
		}

		@Override
		public void close() throws IOException {
			stop();
			FileSystemUtils.deleteRecursively(this.folder);
		}

	}

	private static final class InContainer implements Server {

		private final PostgreSQLContainer container = new PostgreSQLContainer("postgres:16-alpine");

		InContainer(int port) {
			this.container.withUsername("postgres").withPassword("postgres").withDatabaseName("postgres");
			this.container.setPortBindings(List.of("127.0.0.1:" + port + ":" + PORT));
			Runtime.getRuntime().addShutdownHook(new Thread(this::close));
		}

		@Override
		public void start() {
			if (this.container.getContainerId() == null) {
				this.container.start();
			}
			else {
				this.container.getDockerClient().startContainerCmd(this.container.getContainerId()).exec();
			}
		}

		@Override
		public void stop() {
			this.container.getDockerClient().killContainerCmd(this.container.getContainerId()).exec();
		}

		@Override
		public void close() {
			this.container.stop();
		}

	}

}
