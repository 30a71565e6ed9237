package dev.fennel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import redis.embedded.RedisServer;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A real Redis, which can be killed and restarted: in a container where a Docker daemon
 * answers, else embedded.
 */
public final class TestRedis {

	private static final Log logger = LogFactory.getLog(TestRedis.class);

	private static final int PORT = 6379;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static @Nullable TestRedis shared;

	private final int port;

	private final Server server;

	private TestRedis(int port, Server server) {
		this.port = port;
		this.server = server;
	}

	/**
	 * Returns a server that all share who do not kill it, and starts it if it is not
	 * running.
	 * @return the server
	 */
	public static synchronized TestRedis shared() {
		TestRedis result = shared;
		if (result == null) {
			result = start();
			shared = result;
		}
		return result;
	}

	/**
	 * Starts a server of one's own.
	 * @return the server
	 */
	public static TestRedis start() {
		boolean container = DockerClientFactory.instance().isDockerAvailable();
		logger.info("Redis runs " + (container ? "in a container" : "embedded: no Docker daemon answers"));
		try {
			int port = freePort();
			TestRedis redis = new TestRedis(port, container ? new InContainer(port) : new Embedded(port));
			redis.server.start();
			return redis;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Makes connections by Lettuce.
	 * @return a started factory, to be destroyed
	 */
	public LettuceConnectionFactory lettuce() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", this.port),
				LettuceClientConfiguration.builder()
					.commandTimeout(PATIENCE)
					.clientOptions(ClientOptions.builder()
						.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
						.socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
						.build())
					.shutdownTimeout(Duration.ZERO)
					.build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	/**
	 * Makes connections by Jedis.
	 * @return a started factory, to be destroyed
	 */
	public JedisConnectionFactory jedis() {
		JedisConnectionFactory factory = new JedisConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", this.port),
				JedisClientConfiguration.builder().connectTimeout(PATIENCE).readTimeout(PATIENCE).build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	/**
	 * Kills the server, and with it what it holds.
	 * @throws IOException if it could not be killed
	 */
	public void kill() throws IOException {
		this.server.kill();
	}

	/**
	 * Starts the server again, on the same port.
	 * @throws IOException if it does not start
	 */
	public void restart() throws IOException {
		this.server.start();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private interface Server {

		void start() throws IOException;

		void kill() throws IOException;

	}

	private static final class Embedded implements Server {

		private final RedisServer server;

		Embedded(int port) throws IOException {
			this.server = RedisServer.newRedisServer()
				.port(port)
				.bind("127.0.0.1")
				.setting("save \"\"")
				.onShutdownForceStop(true)
				.build();
		}

		@Override
		public void start() throws IOException {
			this.server.start();
		}

		@Override
		public void kill() throws IOException {
			this.server.stop();
		}

	}

	private static final class InContainer implements Server {

		private final GenericContainer<?> container = new GenericContainer<>("redis:7-alpine");

		InContainer(int port) {
			this.container.withExposedPorts(PORT).setPortBindings(List.of("127.0.0.1:" + port + ":" + PORT));
			Runtime.getRuntime().addShutdownHook(new Thread(this.container::stop));
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
		public void kill() {
			this.container.getDockerClient().killContainerCmd(this.container.getContainerId()).exec();
		}

	}

}
