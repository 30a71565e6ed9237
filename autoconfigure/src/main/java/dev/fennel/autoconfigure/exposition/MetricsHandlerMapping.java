package dev.fennel.autoconfigure.exposition;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.fennel.exposition.MetricsController;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Maps the metrics page after Actuator and before functional routes and annotated
 * controllers, but only where no other mapping has the very same path or pattern. Not an
 * annotated controller: an identical mapping of the application would stop the start, and
 * a header that cannot be parsed would be answered with 406.
 */
final class MetricsHandlerMapping extends SimpleUrlHandlerMapping
		implements SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log mappingLogger = LogFactory.getLog(MetricsHandlerMapping.class);

	static final int ORDER = -50;

	private final MetricsController controller;

	private final String path;

	private final ListableBeanFactory beanFactory;

	private boolean mapped;

	MetricsHandlerMapping(MetricsController controller, String path, ListableBeanFactory beanFactory) {
		this.controller = controller;
		this.path = path;
		this.beanFactory = beanFactory;
		setOrder(ORDER);
	}

	@Override
	public void afterSingletonsInstantiated() {
		MappedPaths others = new MappedPaths(this.beanFactory.getBeansOfType(HandlerMapping.class, true, false)
			.values()
			.stream()
			.filter((mapping) -> mapping != this)
			.toList());
		Optional<String> owner = others.ownerOf(this.path);
		if (owner.isPresent()) {
			mappingLogger
				.warn("The metrics page is not served at '%s', which %s has. Set fennel.endpoint.path to another."
					.formatted(this.path, owner.get()));
			return;
		}
		registerHandler(this.path, this.controller);
		mapRegistries(others.segmentsBelow(this.path));
		this.mapped = true;
	}

	/**
	 * Maps the pages of single registries, but for what the application has there.
	 */
	private void mapRegistries(Set<String> taken) {
		if (!taken.isEmpty()) {
			mappingLogger.warn(("The application has %s itself, where no page of a single registry is served. Set"
					+ " fennel.endpoint.path to another.")
				.formatted(taken.stream()
					.map((segment) -> "'%s/%s'".formatted(this.path, segment))
					.collect(Collectors.joining(", "))));
		}
		if (taken.stream().noneMatch(new AntPathMatcher()::isPattern)) {
			registerHandler(this.path + "/{" + MetricsController.REGISTRY + but(taken) + "}", this.controller);
		}
	}

	private static String but(Set<String> names) {
		return names.isEmpty() ? ""
				: names.stream().map(Pattern::quote).collect(Collectors.joining("|", ":(?!(?:", ")$).+"));
	}

	boolean isMapped() {
		return this.mapped;
	}

	String path() {
		return this.path;
	}

}
