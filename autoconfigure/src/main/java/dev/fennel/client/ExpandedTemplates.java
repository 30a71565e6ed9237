package dev.fennel.client;

import java.net.URI;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Remembers for each thread from which template it has made an address last. What is
 * remembered are classes of the Java runtime, which hold no class loader.
 */
final class ExpandedTemplates {

	private static final ThreadLocal<Map.Entry<URI, String>> LAST = new ThreadLocal<>();

	private ExpandedTemplates() {
	}

	static URI remember(URI uri, String template) {
		LAST.set(new SimpleImmutableEntry<>(uri, template));
		return uri;
	}

	/**
	 * Gives and forgets the template of an address.
	 * @return null if it was not the last that the thread has made
	 */
	@SuppressWarnings("ReferenceEquality") // an equal address may have been made
											// otherwise
	static @Nullable String take(URI uri) {
		Map.Entry<URI, String> last = LAST.get();
		if (last == null) {
			return null;
		}
		LAST.remove();
		return (last.getKey() == uri) ? last.getValue() : null;
	}

}
