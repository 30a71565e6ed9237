package dev.fennel.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A real RabbitMQ, which can cut the connections of its clients: the one that is
 * installed, with a node and files of its own, else one in a container where a Docker
 * daemon answers, else none.
 */
public final class RabbitServer {

	private static final Log logger = LogFactory.getLog(RabbitServer.class);

	private static final int PORT = 5672;

	private static @Nullable RabbitServer shared;

	private static boolean looked;

	private static @Nullable RuntimeException failure;

	private final int port;

	private final Server server;

	private RabbitServer(int port, Server server) {
		this.port = port;
		this.server = server;
	}

	/**
	 * Returns the server that all tests share, and starts it if it is not running.
	 * @return the server, null where there is none
	 */
	public static synchronized @Nullable RabbitServer shared() {
		if (!looked) {
			looked = true;
			try {
				shared = start();
			}
			catch (RuntimeException ex) {
				failure = ex;
			}
		}
		if (failure != null) {
			throw new IllegalStateException("RabbitMQ has not started", failure);
		}
		return shared;
	}

	private static @Nullable RabbitServer start() {
		try {
			Path scripts = Installed.scripts();
			if (scripts != null) {
				logger.info("RabbitMQ runs as it is installed");
				return installed(scripts);
			}
			if (DockerClientFactory.instance().isDockerAvailable()) {
				logger.info("RabbitMQ runs in a container");
				return inContainer();
			}
			logger.info("RabbitMQ does not run: it is not installed, and no Docker daemon answers");
			return null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static RabbitServer installed(Path scripts) throws IOException {
		int port = freePort();
		Installed server = new Installed(scripts, port);
		Waiting.until(() -> accepts(port));
		return new RabbitServer(port, server);
	}

	@SuppressWarnings("resource") // ends with the Java process
	private static RabbitServer inContainer() {
		GenericContainer<?> container = new GenericContainer<>("rabbitmq:4").withExposedPorts(PORT);
		container.start();
		int port = container.getMappedPort(PORT);
		Waiting.until(() -> accepts(port));
		return new RabbitServer(port, () -> container.execInContainer("rabbitmqctl", "close_all_connections", "cut"));
	}

	/**
	 * Makes connections.
	 * @return a factory, to be destroyed
	 */
	public CachingConnectionFactory connections() {
		return new CachingConnectionFactory("127.0.0.1", this.port);
	}

	/**
	 * Has the server close all connections.
	 * @throws Exception if it does not
	 */
	public void cutConnections() throws Exception {
		this.server.cutConnections();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static boolean accepts(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private interface Server {

		void cutConnections() throws Exception;

	}

	/**
	 * Debian's own commands change the user; those behind them do not.
	 */
	private static final class Installed implements Server {

		private static final List<String> FOLDERS = List.of("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin");

		private final Path scripts;

		private final Path folder;

		private final Map<String, String> environment;

		private final String node;

		private final Process epmd;

		private volatile @Nullable Process process;

		Installed(Path scripts, int port) throws IOException {
			this.scripts = scripts;
			this.folder = Files.createTempDirectory("fennel-rabbitmq");
			this.node = "fennel%d@localhost".formatted(port);
			int epmdPort = freePort();
			this.environment = Map.ofEntries(Map.entry("HOME", this.folder.toString()),
					Map.entry("RABBITMQ_NODENAME", this.node), Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
					Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
					Map.entry("RABBITMQ_DIST_PORT", String.valueOf(freePort())),
					Map.entry("RABBITMQ_MNESIA_BASE", file("mnesia")), Map.entry("RABBITMQ_LOG_BASE", file("log")),
					Map.entry("RABBITMQ_PID_FILE", file("pid")),
					Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", file("plugins")),
					Map.entry("RABBITMQ_CONFIG_FILE", file("none")), Map.entry("RABBITMQ_CONFIG_FILES", file("none.d")),
					Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", file("none.advanced")),
					Map.entry("RABBITMQ_CONF_ENV_FILE", file("none.sh")),
					Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
					Map.entry("ERL_EPMD_PORT", String.valueOf(epmdPort)), Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"));
			this.epmd = run("epmd.log", "epmd", "-port", String.valueOf(epmdPort), "-address", "127.0.0.1");
			Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
			Waiting.until(() -> accepts(epmdPort));
			this.process = run("server.log", scripts.resolve("rabbitmq-server").toString());
		}

		static @Nullable Path scripts() {
			return Stream
				.concat(FOLDERS.stream(), Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)))
				.map(Path::of)
				.filter((folder) -> Files.isExecutable(folder.resolve("rabbitmq-server")))
				.findFirst()
				.orElse(null);
		}

		@Override
		public void cutConnections() throws Exception {
			Process control = run("control.log", this.scripts.resolve("rabbitmqctl").toString(), "-n", this.node,
					"close_all_connections", "cut");
			if (!control.waitFor(1, TimeUnit.MINUTES)) {
				control.descendants().forEach(ProcessHandle::destroyForcibly);
				control.destroyForcibly();
				throw new IllegalStateException("rabbitmqctl does not end");
			}
			if (control.exitValue() != 0) {
				throw new IllegalStateException(Files.readString(this.folder.resolve("control.log")));
			}
		}

		void kill() {
			Process server = this.process;
			try {
				for (Process each : (server != null) ? List.of(server, this.epmd) : List.of(this.epmd)) {
					each.descendants().forEach(ProcessHandle::destroyForcibly);
					each.destroyForcibly().waitFor();
				}
				FileSystemUtils.deleteRecursively(this.folder);
			}
			catch (IOException | InterruptedException ex) {
				logger.debug("Files are left in " + this.folder, ex);
			}
		}

		private Process run(String log, String... command) throws IOException {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.folder.resolve(log).toFile());
			builder.environment().putAll(this.environment);
			return builder.start();
		}

		private String file(String name) {
			return this.folder.resolve(name).toString();
		}

	}

}
