package dev.fennel.client;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriTemplateHandler;

/**
 * Has what expands templates remember them, by what takes its place and is still of its
 * class.
 */
final class TemplateHandlers {

	private TemplateHandlers() {
	}

	/**
	 * Makes a handler remember.
	 * @return what takes its place, the handler itself if nothing can
	 */
	static UriTemplateHandler remembering(UriTemplateHandler handler) {
		if (handler instanceof RememberingUriBuilderFactory || Extension.is(handler)) {
			return handler;
		}
		if (handler.getClass() == DefaultUriBuilderFactory.class) {
			return RememberingUriBuilderFactory.of((DefaultUriBuilderFactory) handler);
		}
		UriTemplateHandler extended = Extension.of(handler, TemplateHandlers::expands,
				(arguments) -> expand(handler, arguments));
		return (extended != null) ? extended : handler;
	}

	@SuppressWarnings("unchecked") // the parameter of the method that was called
	private static URI expand(UriTemplateHandler handler, @Nullable Object[] arguments) {
		String template = (String) arguments[0];
		URI uri = (arguments[1] instanceof Object[] variables) ? handler.expand(template, variables)
				: handler.expand(template, (Map<String, ?>) arguments[1]);
		return ExpandedTemplates.remember(uri, template);
	}

	private static boolean expands(Method method) {
		return method.getName().equals("expand") && method.getParameterCount() == 2
				&& method.getParameterTypes()[0] == String.class;
	}

}
