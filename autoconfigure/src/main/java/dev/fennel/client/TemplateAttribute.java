package dev.fennel.client;

import java.net.URI;
import java.util.Map;

import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.web.client.RestClient;

/**
 * Where requests say from which template their addresses were made.
 */
final class TemplateAttribute {

	private static final String OF_REST_CLIENT = RestClient.class.getName() + ".uriTemplate";

	private static final String OF_REST_TEMPLATE = TemplateAttribute.class.getName();

	private TemplateAttribute() {
	}

	static @Nullable String read(Map<String, Object> attributes) {
		Object template = attributes.get(OF_REST_CLIENT);
		Object any = (template != null) ? template : attributes.get(OF_REST_TEMPLATE);
		return (any != null) ? any.toString() : null;
	}

	/**
	 * Writes the template of an address on a request, if the thread has just made the one
	 * from the other.
	 */
	static void mark(HttpRequest request, URI uri, Failures failures) {
		String template = ExpandedTemplates.take(uri);
		if (template != null) {
			try {
				request.getAttributes().put(OF_REST_TEMPLATE, template);
			}
			catch (Throwable ex) {
				failures.record("tell a request its template", ex);
			}
		}
	}

}
