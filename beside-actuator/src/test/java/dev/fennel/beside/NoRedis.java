package dev.fennel.beside;

import java.lang.reflect.Proxy;

import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * A Redis that nobody talks to.
 */
final class NoRedis {

	static final RedisConnectionFactory CONNECTIONS = (RedisConnectionFactory) Proxy.newProxyInstance(
			NoRedis.class.getClassLoader(), new Class<?>[] { RedisConnectionFactory.class },
			(proxy, method, arguments) -> {
				throw new UnsupportedOperationException(method.getName());
			});

	private NoRedis() {
	}

}
