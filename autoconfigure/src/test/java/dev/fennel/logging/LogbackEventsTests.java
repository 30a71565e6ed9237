package dev.fennel.logging;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

import static org.assertj.core.api.Assertions.assertThat;

class LogbackEventsTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final LogbackContexts logback = new LogbackContexts();

	private final LogbackEvents events = new LogbackEvents(new LogMetrics(MetricFactory.with(this.registry).build()),
			this.logback.loggers());

	@BeforeEach
	void start() {
		this.events.afterPropertiesSet();
	}

	@AfterEach
	void stop() {
		this.events.destroy();
	}

	@Test
	void allLevelsAreThereFromTheStartOn() {
		assertCounts(0, 0, 0, 0, 0);
	}

	@Test
	void eachEventThatItsLoggerLetsThroughCountsOnce() {
		Logger logger = this.logback.logger("shop.orders");
		logger.error("a");
		logger.warn("b");
		logger.info("c");
		logger.debug("d");
		logger.trace("e");
		assertCounts(1, 1, 1, 0, 0);
		this.logback.level("shop.orders", "trace");
		logger.debug("d");
		logger.trace("e");
		assertCounts(1, 1, 1, 1, 1);
	}

	@Test
	void askingWhetherALevelIsEnabledIsNoEvent() {
		assertThat(this.logback.logger("shop").isInfoEnabled()).isTrue();
		assertCounts(0, 0, 0, 0, 0);
	}

	@Test
	void loggersThatHandNothingOnCountToo() {
		this.logback.configure();
		this.logback.logger("shop.audit.orders").info("a");
		this.logback.logger("shop.orders").info("a");
		assertCounts(0, 0, 2, 0, 0);
	}

	@Test
	void aConfigurationReadAnewIsHeardOf() {
		this.logback.reset();
		this.logback.configure();
		this.logback.logger("shop.audit.orders").info("a");
		this.logback.logger("shop.orders").warn("a");
		assertCounts(0, 1, 1, 0, 0);
	}

	@Test
	void aContextThatBootStopsAndStartsAnewIsHeardOf() {
		this.logback.startAnew();
		Logger logger = this.logback.logger("shop");
		logger.info("a");
		assertCounts(0, 0, 1, 0, 0);
		this.logback.reset();
		logger.info("a");
		assertCounts(0, 0, 2, 0, 0);
		this.logback.startAnew();
		logger.info("a");
		assertCounts(0, 0, 3, 0, 0);
	}

	@Test
	void afterTheEndNothingCounts() {
		this.events.destroy();
		this.logback.logger("shop").info("a");
		this.logback.reset();
		this.logback.startAnew();
		this.logback.configure();
		this.logback.logger("shop").info("a");
		assertCounts(0, 0, 0, 0, 0);
		assertThat(this.logback.hasAppenders()).isFalse();
	}

	private void assertCounts(double error, double warn, double info, double debug, double trace) {
		assertThat(Scrapes.of(this.registry).samples()).containsEntry(series("error"), error)
			.containsEntry(series("warn"), warn)
			.containsEntry(series("info"), info)
			.containsEntry(series("debug"), debug)
			.containsEntry(series("trace"), trace)
			.doesNotContainKey(series("fatal"));
	}

	private static String series(String level) {
		return "log_events_total{level=\"" + level + "\"}";
	}

}
