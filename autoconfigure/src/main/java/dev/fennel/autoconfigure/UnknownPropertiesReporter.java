package dev.fennel.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.UrlResource;

/**
 * Names the properties below {@code fennel} that Fennel does not have: most are
 * misspelled, and would else have no effect without a word.
 */
final class UnknownPropertiesReporter implements SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(UnknownPropertiesReporter.class);

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("fennel");

	private final Environment environment;

	UnknownPropertiesReporter(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		try {
			List<ConfigurationPropertyName> known = known();
			TreeSet<String> unknown = new TreeSet<>();
			names().filter((name) -> PREFIX.isAncestorOf(name))
				.filter((name) -> known.stream().noneMatch((candidate) -> isOrHolds(candidate, name)))
				.forEach((name) -> unknown.add(name.toString()));
			unknown.forEach((name) -> logger
				.warn("Fennel has no property '%s', and it has no effect. README lists those that there are."
					.formatted(name)));
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("The properties below 'fennel' could not be checked", ex);
		}
	}

	private static boolean isOrHolds(ConfigurationPropertyName known, ConfigurationPropertyName name) {
		return known.equals(name) || known.isAncestorOf(name);
	}

	private Stream<ConfigurationPropertyName> names() {
		List<ConfigurationPropertyName> names = new ArrayList<>();
		ConfigurationPropertySources.get(this.environment).forEach((source) -> {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.forEach(names::add);
			}
		});
		return names.stream();
	}

	private static List<ConfigurationPropertyName> known() throws IOException {
		String json = new UrlResource(metadata()).getContentAsString(StandardCharsets.UTF_8);
		Object properties = JsonParserFactory.getJsonParser().parseMap(json).get("properties");
		List<ConfigurationPropertyName> known = new ArrayList<>();
		for (Object property : (List<?>) Objects.requireNonNull(properties)) {
			known.add(ConfigurationPropertyName.of((String) ((Map<?, ?>) property).get("name")));
		}
		return known;
	}

	/**
	 * The metadata in the same jar or folder as this class.
	 */
	private static String metadata() {
		String path = UnknownPropertiesReporter.class.getName().replace('.', '/') + ".class";
		String url = Objects.requireNonNull(UnknownPropertiesReporter.class.getResource("/" + path)).toString();
		return url.substring(0, url.length() - path.length()) + "META-INF/spring-configuration-metadata.json";
	}

}
