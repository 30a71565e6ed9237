package dev.fennel.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The application's own port, as the environment tells.
 *
 * @param scheme {@code http} or {@code https}
 * @param port the real port, null where the application has none, or not yet
 * @param prefix what stands before each path within the application
 * @since 0.1.0
 */
public record ApplicationPort(String scheme, @Nullable Integer port, String prefix) {

	/**
	 * Returns the port.
	 * @param environment the environment of an application that runs
	 * @return its port
	 */
	public static ApplicationPort of(Environment environment) {
		return new ApplicationPort(isSecure(environment) ? "https" : "http",
				environment.getProperty("local.server.port", Integer.class),
				trimmed(environment, "server.servlet.context-path") + trimmed(environment, "spring.mvc.servlet.path"));
	}

	/**
	 * Returns where a path is served.
	 * @param path the path within the application
	 * @return its URL, or the path alone where the application has no port
	 */
	public String url(String path) {
		return (this.port != null) ? this.scheme + "://localhost:" + this.port + this.prefix + path
				: this.prefix + path;
	}

	private static boolean isSecure(Environment environment) {
		boolean configured = environment.containsProperty("server.ssl.bundle")
				|| environment.containsProperty("server.ssl.key-store")
				|| environment.containsProperty("server.ssl.certificate");
		return configured && environment.getProperty("server.ssl.enabled", Boolean.class, true);
	}

	private static String trimmed(Environment environment, String property) {
		return StringUtils.trimTrailingCharacter(environment.getProperty(property, ""), '/');
	}

}
