package dev.fennel.autoconfigure.client;

import java.util.Collection;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image cannot see: proxies of what is known by its name only, and the
 * fields in which clients hold their factories and connectors.
 */
final class HttpClientHints implements RuntimeHintsRegistrar {

	private static final String WEB_CLIENT = "org.springframework.web.reactive.function.client.";

	private static final String REST_CLIENT = "org.springframework.web.client.";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		field(hints, REST_CLIENT + "DefaultRestClient", "clientRequestFactory");
		field(hints, REST_CLIENT + "DefaultRestClientBuilder", "requestFactory");
		field(hints, WEB_CLIENT + "DefaultWebClient", "exchangeFunction");
		field(hints, WEB_CLIENT + "ExchangeFunctions$DefaultExchangeFunction", "connector");
		field(hints, "org.springframework.http.client.support.HttpAccessor", "requestFactory");
		RestTemplateBuilders.CUSTOMIZERS.forEach((builder, customizer) -> {
			hints.reflection()
				.registerType(TypeReference.of(builder), (type) -> type.withMethod("additionalCustomizers",
						TypeReference.listOf(Collection.class), ExecutableMode.INVOKE));
			proxy(hints, customizer);
		});
		proxy(hints, REST_CLIENT + "RestClient$Builder");
		proxy(hints, WEB_CLIENT + "WebClient$Builder");
		Stream
			.of(HttpServiceGroups.REST_CLIENT, HttpServiceGroups.WEB_CLIENT,
					HttpServiceGroups.CONFIGURER + "$ClientCallback")
			.forEach((type) -> proxy(hints, type, AopInfrastructureBean.class.getName()));
		hints.reflection()
			.registerType(TypeReference.of(HttpServiceGroups.CONFIGURER + "$Groups"),
					MemberCategory.INVOKE_PUBLIC_METHODS);
	}

	private static void field(RuntimeHints hints, String type, String name) {
		hints.reflection().registerType(TypeReference.of(type), (hint) -> hint.withField(name));
	}

	private static void proxy(RuntimeHints hints, String... interfaces) {
		hints.proxies().registerJdkProxy(Stream.of(interfaces).map(TypeReference::of).toArray(TypeReference[]::new));
	}

}
