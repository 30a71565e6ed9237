package dev.fennel.autoconfigure.process;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What {@link WebServerLookup} calls by name.
 */
final class WebServerHints implements RuntimeHintsRegistrar {

	private static final List<String> TYPES = List.of("org.springframework.boot.tomcat.TomcatWebServer",
			"org.springframework.boot.jetty.JettyWebServer",
			"org.springframework.boot.web.embedded.tomcat.TomcatWebServer",
			"org.springframework.boot.web.embedded.jetty.JettyWebServer",
			"org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext",
			"org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		TYPES.forEach((type) -> hints.reflection()
			.registerTypeIfPresent(classLoader, type, MemberCategory.INVOKE_PUBLIC_METHODS));
	}

}
