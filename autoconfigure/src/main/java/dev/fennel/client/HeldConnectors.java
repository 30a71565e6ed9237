package dev.fennel.client;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Which connectors clients hold, in fields since no method tells: what is built anew
 * would make another one, with threads of its own.
 */
final class HeldConnectors {

	private HeldConnectors() {
	}

	/** Null where a client sends its requests in another way. */
	static @Nullable ClientHttpConnector of(WebClient client) {
		Object exchange = read(client, "exchangeFunction");
		return (exchange != null && read(exchange, "connector") instanceof ClientHttpConnector connector) ? connector
				: null;
	}

	private static @Nullable Object read(Object holder, String name) {
		Field field = ReflectionUtils.findField(holder.getClass(), name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, holder);
	}

}
