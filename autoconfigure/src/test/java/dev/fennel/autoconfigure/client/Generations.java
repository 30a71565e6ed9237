package dev.fennel.autoconfigure.client;

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.util.ClassUtils;

/**
 * Boot's own configurations of clients, which have another package in each generation.
 */
final class Generations {

	private static final String OLD = "org.springframework.boot.autoconfigure.";

	private static final String NEW = "org.springframework.boot.";

	private Generations() {
	}

	static AutoConfigurations configurations() {
		return AutoConfigurations.of(Stream
			.of(OLD + "web.client.RestClientAutoConfiguration", OLD + "web.client.RestTemplateAutoConfiguration",
					OLD + "web.reactive.function.client.WebClientAutoConfiguration",
					OLD + "web.reactive.function.client.ClientHttpConnectorAutoConfiguration",
					NEW + "restclient.autoconfigure.RestClientAutoConfiguration",
					NEW + "restclient.autoconfigure.RestTemplateAutoConfiguration",
					NEW + "restclient.autoconfigure.service.HttpServiceClientAutoConfiguration",
					NEW + "webclient.autoconfigure.WebClientAutoConfiguration",
					NEW + "webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration",
					NEW + "http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration")
			.filter(Generations::isPresent)
			.map(Generations::type)
			.toArray(Class<?>[]::new));
	}

	static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, null);
	}

	private static Class<?> type(String name) {
		return ClassUtils.resolveClassName(name, null);
	}

}
