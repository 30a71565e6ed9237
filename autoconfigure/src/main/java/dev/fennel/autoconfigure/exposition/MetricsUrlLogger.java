package dev.fennel.autoconfigure.exposition;

import dev.fennel.autoconfigure.ApplicationPort;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

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
			logger.info("Prometheus metrics are served at "
					+ ApplicationPort.of(this.context.getEnvironment()).url(this.mapping.path()));
		}
	}

}
