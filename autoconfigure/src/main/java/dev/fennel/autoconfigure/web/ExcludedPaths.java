package dev.fennel.autoconfigure.web;

import java.util.ArrayList;
import java.util.List;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The paths that are not measured: those that the application lists, else Fennel's and
 * Actuator's own.
 */
final class ExcludedPaths {

	private ExcludedPaths() {
	}

	static List<String> of(WebMetricsProperties properties, Environment environment) {
		List<String> listed = properties.excludePaths();
		return (listed != null) ? listed : defaults(environment);
	}

	private static List<String> defaults(Environment environment) {
		String servletPath = servletPath(environment);
		List<String> paths = new ArrayList<>();
		paths.add(servletPath + environment.getProperty("fennel.endpoint.path", "/metrics") + "/**");
		paths.add(servletPath + "/health");
		paths.add(servletPath + "/ready");
		paths.add(servletPath + "/favicon.ico");
		String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
		if (StringUtils.hasText(actuator) && !actuator.equals("/")) {
			paths.add(servletPath + actuator + "/**");
		}
		return paths;
	}

	private static String servletPath(Environment environment) {
		return StringUtils.trimTrailingCharacter(environment.getProperty("spring.mvc.servlet.path", ""), '/');
	}

}
