package dev.fennel.logging;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("tracing")
class Log4jEventsTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final Log4jEvents events = new Log4jEvents(new LogMetrics(MetricFactory.with(this.registry).build()));

	private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

	@BeforeEach
	void start() {
		this.events.afterPropertiesSet();
		Configurator.setLevel("shop", Level.INFO);
	}

	@AfterEach
	void stop() {
		this.events.destroy();
		this.context.getConfiguration().removeLogger("shop");
		this.context.getConfiguration().removeLogger("shop.audit");
		this.context.updateLoggers();
	}

	@Test
	void eachEventThatItsLoggerLetsThroughCountsOnce() {
		log(LogManager.getLogger("shop.orders"));
		assertCounts(1, 1, 1, 1, 0, 0);
		Configurator.setLevel("shop", Level.TRACE);
		log(LogManager.getLogger("shop.orders"));
		assertCounts(2, 2, 2, 2, 1, 1);
	}

	@Test
	void aLevelOfTheApplicationsOwnCountsAsTheNextOne() {
		LogManager.getLogger("shop").log(Level.forName("NOTICE", 350), "a");
		assertCounts(0, 0, 1, 0, 0, 0);
	}

	@Test
	void aNewConfigurationIsHeardOfAndItsLoggersThatHandNothingOn() {
		this.context.reconfigure();
		Configuration configuration = this.context.getConfiguration();
		configuration.addLogger("shop.audit", new LoggerConfig("shop.audit", Level.INFO, false));
		configuration.addLogger("shop", new LoggerConfig("shop", Level.INFO, true));
		this.context.updateLoggers();
		LogManager.getLogger("shop.orders").info("a");
		assertThat(value("info")).isEqualTo(1);
		LogManager.getLogger("shop.audit.orders").info("a");
		assertThat(value("info")).isEqualTo(2);
	}

	@Test
	void afterTheEndNothingCounts() {
		this.events.destroy();
		LogManager.getLogger("shop").info("a");
		this.context.reconfigure();
		Configurator.setLevel("shop", Level.INFO);
		LogManager.getLogger("shop").info("a");
		assertCounts(0, 0, 0, 0, 0, 0);
	}

	private static void log(Logger logger) {
		logger.fatal("a");
		logger.error("a");
		logger.warn("a");
		logger.info("a");
		logger.debug("a");
		logger.trace("a");
	}

	private void assertCounts(double fatal, double error, double warn, double info, double debug, double trace) {
		assertThat(Scrapes.of(this.registry).samples()).containsEntry(series("fatal"), fatal)
			.containsEntry(series("error"), error)
			.containsEntry(series("warn"), warn)
			.containsEntry(series("info"), info)
			.containsEntry(series("debug"), debug)
			.containsEntry(series("trace"), trace);
	}

	private double value(String level) {
		return Scrapes.of(this.registry).value(series(level));
	}

	private static String series(String level) {
		return "log_events_total{level=\"" + level + "\"}";
	}

}
