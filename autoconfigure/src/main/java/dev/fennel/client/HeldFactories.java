package dev.fennel.client;

import java.lang.reflect.Field;

import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.support.HttpAccessor;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;

/**
 * Which factories clients hold, in fields since no method tells without interceptors and
 * buffers around them.
 */
final class HeldFactories {

	private HeldFactories() {
	}

	static @Nullable ClientHttpRequestFactory of(RestClient client) {
		return read(client, client.getClass(), "clientRequestFactory");
	}

	static @Nullable ClientHttpRequestFactory of(RestClient.Builder builder) {
		return read(builder, builder.getClass(), "requestFactory");
	}

	/** Mocks have none. */
	static @Nullable ClientHttpRequestFactory of(HttpAccessor accessor) {
		return read(accessor, HttpAccessor.class, "requestFactory");
	}

	private static @Nullable ClientHttpRequestFactory read(Object holder, Class<?> owner, String name) {
		Field field = ReflectionUtils.findField(owner, name, ClientHttpRequestFactory.class);
		Assert.state(field != null, () -> "%s has no field '%s'".formatted(owner.getName(), name));
		ReflectionUtils.makeAccessible(field);
		return (ClientHttpRequestFactory) ReflectionUtils.getField(field, holder);
	}

}
