package dev.fennel.autoconfigure.exposition;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * The paths and patterns of handler mappings as they are written: annotated, functional,
 * or by a bean's name. A pattern that merely matches a path is not that path.
 */
final class MappedPaths {

	private final Collection<? extends HandlerMapping> mappings;

	MappedPaths(Collection<? extends HandlerMapping> mappings) {
		this.mappings = mappings;
	}

	Optional<String> ownerOf(String path) {
		return this.mappings.stream()
			.filter((mapping) -> of(mapping).contains(path))
			.map((mapping) -> mapping.getClass().getSimpleName())
			.findFirst();
	}

	/**
	 * What may stand for one more segment below a path: names, and patterns.
	 */
	Set<String> segmentsBelow(String path) {
		Set<String> segments = new TreeSet<>();
		for (HandlerMapping mapping : this.mappings) {
			for (String mapped : of(mapping)) {
				String rest = mapped.startsWith(path + "/") ? mapped.substring(path.length() + 1) : "";
				String segment = rest.replaceFirst("/(\\*\\*|\\{\\*\\w+})$", "");
				if (!segment.isEmpty() && !segment.contains("/")) {
					segments.add(segment);
				}
			}
		}
		return segments;
	}

	private static Set<String> of(HandlerMapping mapping) {
		Set<String> paths = new HashSet<>();
		if (mapping instanceof RequestMappingInfoHandlerMapping annotated) {
			annotated.getHandlerMethods().keySet().forEach((info) -> paths.addAll(info.getPatternValues()));
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
