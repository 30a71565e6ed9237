package dev.fennel.autoconfigure.exposition;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.springframework.core.io.Resource;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Collects the paths of functional routes, nested ones with what they are nested in.
 */
final class RoutePathCollector implements RouterFunctions.Visitor {

	private final Set<String> paths;

	private final Deque<String> prefixes = new ArrayDeque<>();

	RoutePathCollector(Set<String> paths) {
		this.paths = paths;
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		this.prefixes.addLast(String.join("", pathsIn(predicate)));
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.prefixes.removeLast();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		String prefix = String.join("", this.prefixes);
		pathsIn(predicate).forEach((path) -> this.paths.add(prefix + path));
	}

	@Override
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
	}

	/**
	 * Reads a predicate through a proxy, since the visitor's methods are not the same in
	 * all versions of Spring.
	 */
	private static List<String> pathsIn(RequestPredicate predicate) {
		List<String> found = new ArrayList<>();
		Class<?>[] type = { RequestPredicates.Visitor.class };
		predicate.accept((RequestPredicates.Visitor) Proxy
			.newProxyInstance(RequestPredicates.Visitor.class.getClassLoader(), type, (proxy, method, arguments) -> {
				if (method.getName().equals("path")) {
					found.add((String) arguments[0]);
				}
				return null;
			}));
		return found;
	}

}
