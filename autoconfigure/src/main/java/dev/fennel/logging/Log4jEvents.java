package dev.fennel.logging;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.spi.StandardLevel;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Counts the events of Log4j 2 by an appender where they end: at the root, and at each
 * logger that hands none on to it. An event that its logger does not let through costs
 * nothing, and whatever other appenders do, each that it does counts once.
 *
 * @since 0.1.0
 */
public final class Log4jEvents implements InitializingBean, DisposableBean, AopInfrastructureBean {

	private final CountingAppender appender;

	private final PropertyChangeListener configurations = this::changed;

	private @Nullable LoggerContext context;

	/**
	 * Creates what counts, from its initialization on.
	 * @param metrics where
	 */
	public Log4jEvents(LogMetrics metrics) {
		this.appender = new CountingAppender(metrics);
	}

	@Override
	public void afterPropertiesSet() {
		if (LogManager.getContext(false) instanceof LoggerContext found) {
			this.context = found;
			this.appender.start();
			found.addPropertyChangeListener(this.configurations);
			attach(found);
		}
	}

	@Override
	public void destroy() {
		LoggerContext found = this.context;
		if (found != null) {
			found.removePropertyChangeListener(this.configurations);
			all(found.getConfiguration()).forEach((logger) -> logger.removeAppender(this.appender.getName()));
			this.appender.stop();
		}
	}

	private void changed(PropertyChangeEvent change) {
		if (LoggerContext.PROPERTY_CONFIG.equals(change.getPropertyName())
				&& change.getSource() instanceof LoggerContext configured) {
			attach(configured);
		}
	}

	private void attach(LoggerContext configured) {
		Configuration configuration = configured.getConfiguration();
		all(configuration).filter((logger) -> !logger.isAdditive() || logger == configuration.getRootLogger())
			.filter((logger) -> !logger.getAppenders().containsKey(this.appender.getName()))
			.forEach((logger) -> logger.addAppender(this.appender, null, null));
	}

	private static Stream<LoggerConfig> all(Configuration configuration) {
		return Stream.concat(Stream.of(configuration.getRootLogger()), configuration.getLoggers().values().stream())
			.distinct();
	}

	/**
	 * Counts by level, one of an application's own as the standard one that is next to
	 * it.
	 */
	private static final class CountingAppender extends AbstractAppender {

		private final Map<StandardLevel, CounterDataPoint> counters = new EnumMap<>(StandardLevel.class);

		CountingAppender(LogMetrics metrics) {
			super("fennel-" + Integer.toHexString(System.identityHashCode(metrics)), null, null, true,
					Property.EMPTY_ARRAY);
			for (StandardLevel level : StandardLevel.values()) {
				this.counters.put(level, metrics.events(switch (level) {
					case OFF -> "fatal";
					case ALL -> "trace";
					default -> level.name().toLowerCase(Locale.ROOT);
				}));
			}
		}

		@Override
		public void append(LogEvent event) {
			CounterDataPoint counter = this.counters.get(event.getLevel().getStandardLevel());
			if (counter != null) {
				counter.inc();
			}
		}

	}

}
