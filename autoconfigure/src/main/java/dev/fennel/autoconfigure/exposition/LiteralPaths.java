package dev.fennel.autoconfigure.exposition;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Finds which handler mapping has a path literally: annotated, functional, or by a bean's
 * name. A pattern that merely matches does not count.
 */
final class LiteralPaths {

	private LiteralPaths() {
	}

	static Optional<String> ownerOf(String path, Collection<HandlerMapping> mappings) {
		return mappings.stream()
			.filter((mapping) -> of(mapping).contains(path))
			.map((mapping) -> mapping.getClass().getSimpleName())
			.findFirst();
	}

	private static Set<String> of(HandlerMapping mapping) {
		Set<String> paths = new HashSet<>();
		if (mapping instanceof RequestMappingInfoHandlerMapping annotated) {
			annotated.getHandlerMethods().keySet().forEach((info) -> paths.addAll(info.getDirectPaths()));
		}
		else if (mapping instanceof RouterFunctionMapping functional) {
			RouterFunction<?> routes = functional.getRouterFunction();
			if (routes != null) {
				routes.accept(new RoutePathCollector(paths));
			}
		}
		else if (mapping instanceof AbstractUrlHandlerMapping byUrl) {
			paths.addAll(byUrl.getHandlerMap().keySet());
		}
		return paths;
	}

}
