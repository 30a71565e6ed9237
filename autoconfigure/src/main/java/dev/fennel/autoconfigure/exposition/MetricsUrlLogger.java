package dev.fennel.autoconfigure.exposition;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Says once, when the application is ready, where the metrics page is.
 */
final class MetricsUrlLogger implements ApplicationListener<ApplicationReadyEvent>, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(MetricsUrlLogger.class);

	private final MetricsHandlerMapping mapping;

	private final ApplicationContext context;

	MetricsUrlLogger(MetricsHandlerMapping mapping, ApplicationContext context) {
		this.mapping = mapping;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() == this.context && this.mapping.isMapped()) {
			logger.info("Prometheus metrics are served at " + url(this.context.getEnvironment()));
		}
	}

	private String url(Environment environment) {
		String port = environment.getProperty("local.server.port");
		String path = trimmed(environment, "server.servlet.context-path")
				+ trimmed(environment, "spring.mvc.servlet.path") + this.mapping.path();
		return (port != null) ? scheme(environment) + "://localhost:" + port + path : path;
	}

	private static String scheme(Environment environment) {
		boolean configured = environment.containsProperty("server.ssl.bundle")
				|| environment.containsProperty("server.ssl.key-store")
				|| environment.containsProperty("server.ssl.certificate");
		return (configured && environment.getProperty("server.ssl.enabled", Boolean.class, true)) ? "https" : "http";
	}

	private static String trimmed(Environment environment, String property) {
		return StringUtils.trimTrailingCharacter(environment.getProperty(property, ""), '/');
	}

}
