package dev.fennel.autoconfigure.client;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.fennel.client.MeteredRestClients;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestTemplate;

/**
 * Has the templates measured that Boot's builders build. Their package is another in each
 * generation of Boot, so none of them is named as a type.
 */
final class RestTemplateBuilders {

	/** The builders of both generations, and what customizes what they build. */
	static final Map<String, String> CUSTOMIZERS = Map.of("org.springframework.boot.web.client.RestTemplateBuilder",
			"org.springframework.boot.web.client.RestTemplateCustomizer",
			"org.springframework.boot.restclient.RestTemplateBuilder",
			"org.springframework.boot.restclient.RestTemplateCustomizer");

	private static final Log logger = LogFactory.getLog(RestTemplateBuilders.class);

	private RestTemplateBuilders() {
	}

	static boolean is(Object bean) {
		return CUSTOMIZERS.containsKey(bean.getClass().getName());
	}

	/**
	 * Gives a builder what measures each template when all else is done with it.
	 * @return the builder that has it
	 */
	static Object customized(Object builder, MeteredRestClients clients) {
		try {
			Class<?> type = builder.getClass();
			Class<?> customizer = ClassUtils.forName(CUSTOMIZERS.getOrDefault(type.getName(), ""),
					type.getClassLoader());
			Method add = ReflectionUtils.findMethod(type, "additionalCustomizers", Collection.class);
			Object customized = (add != null)
					? ReflectionUtils.invokeMethod(add, builder, List.of(customizer(customizer, clients))) : null;
			return (customized != null) ? customized : builder;
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			logger.warn("Templates that %s builds are not measured".formatted(builder.getClass().getName()), ex);
			return builder;
		}
	}

	private static Object customizer(Class<?> type, MeteredRestClients clients) {
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "customize" -> customize((RestTemplate) arguments[0], clients);
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> type.getSimpleName() + " of Fennel";
				});
	}

	private static @Nullable Object customize(RestTemplate template, MeteredRestClients clients) {
		clients.meter(template);
		return null;
	}

}
