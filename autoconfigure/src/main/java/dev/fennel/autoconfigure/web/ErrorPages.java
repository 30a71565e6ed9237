package dev.fennel.autoconfigure.web;

import java.util.stream.Stream;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Tells whether the application has an error page, under either name that Boot has had
 * for the type that registers them.
 */
final class ErrorPages {

	private ErrorPages() {
	}

	static boolean existIn(ListableBeanFactory beanFactory) {
		ClassLoader classLoader = ErrorPages.class.getClassLoader();
		return Stream
			.of("org.springframework.boot.web.error.ErrorPageRegistrar",
					"org.springframework.boot.web.server.ErrorPageRegistrar")
			.filter((name) -> ClassUtils.isPresent(name, classLoader))
			.map((name) -> ClassUtils.resolveClassName(name, classLoader))
			.anyMatch((type) -> beanFactory.getBeanNamesForType(type, true, false).length > 0);
	}

}
