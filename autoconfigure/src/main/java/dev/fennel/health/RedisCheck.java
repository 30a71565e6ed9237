package dev.fennel.health;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Whether a Redis answers a ping.
 *
 * @since 0.1.0
 */
public final class RedisCheck implements ReadinessCheck {

	private final RedisConnectionFactory connections;

	/**
	 * Creates the check.
	 * @param connections makes connections
	 */
	public RedisCheck(RedisConnectionFactory connections) {
		this.connections = connections;
	}

	@Override
	public boolean isReady() {
		try (RedisConnection connection = this.connections.getConnection()) {
			connection.ping();
			return true;
		}
	}

}
