package dev.fennel.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says where to go first.
 */
@Component
class WelcomeMessage {

	private static final Log logger = LogFactory.getLog(WelcomeMessage.class);

	private static final String TRAFFIC = "bookshop.traffic.enabled";

	private final BookshopAddress address;

	private final Environment environment;

	WelcomeMessage(BookshopAddress address, Environment environment) {
		this.address = address;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	void show() {
		logger.info("The bookshop is open:  " + this.address.of("/"));
		logger.info("What it measures:      "
				+ this.address.of(this.environment.getProperty("fennel.endpoint.path", "/metrics")));
		if (!this.environment.getProperty(TRAFFIC, Boolean.class, false)) {
			logger
				.info("To let visitors in:    mvn spring-boot:run -Dspring-boot.run.arguments=--" + TRAFFIC + "=true");
		}
	}

}
