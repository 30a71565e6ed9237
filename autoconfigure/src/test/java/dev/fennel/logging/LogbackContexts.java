package dev.fennel.logging;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/**
 * A Logback of a test's own, which is looked at where there is none.
 */
final class LogbackContexts {

	private final LoggerContext context = new LoggerContext();

	LogbackContexts() {
		this.context.start();
		level(Logger.ROOT_LOGGER_NAME, "info");
	}

	ILoggerFactory loggers() {
		return this.context;
	}

	Logger logger(String name) {
		return this.context.getLogger(name);
	}

	void level(String logger, String level) {
		this.context.getLogger(logger).setLevel(Level.toLevel(level));
	}

	void reset() {
		this.context.reset();
	}

	/** What Boot does when another application starts in this process. */
	void startAnew() {
		this.context.stop();
		this.context.reset();
		this.context.start();
	}

	void configure() {
		JoranConfigurator configurator = new JoranConfigurator();
		configurator.setContext(this.context);
		try {
			configurator.doConfigure(new ByteArrayInputStream("""
					<configuration>
						<logger name="shop.audit" additivity="false"/>
						<root level="info"/>
					</configuration>
					""".getBytes(StandardCharsets.UTF_8)));
		}
		catch (JoranException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean hasAppenders() {
		return this.context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().hasNext();
	}

}
