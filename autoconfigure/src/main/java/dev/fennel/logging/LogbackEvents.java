package dev.fennel.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEventListener;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Counts the events of Logback by an appender where they end: at the root, and at each
 * logger that hands none on to it. An event that its logger does not let through costs
 * nothing, and whatever other appenders do, each that it does counts once.
 *
 * @since 0.1.0
 */
public final class LogbackEvents implements InitializingBean, DisposableBean, AopInfrastructureBean {

	private final CountingAppender appender;

	private final Configurations configurations = new Configurations();

	private final ILoggerFactory loggers;

	private volatile boolean closed;

	/**
	 * Creates what counts, from its initialization on.
	 * @param metrics where
	 */
	public LogbackEvents(LogMetrics metrics) {
		this(metrics, LoggerFactory.getILoggerFactory());
	}

	/**
	 * Creates what counts the events of certain loggers.
	 * @param metrics where
	 * @param loggers a context of Logback, else nothing is counted
	 */
	public LogbackEvents(LogMetrics metrics, ILoggerFactory loggers) {
		this.appender = new CountingAppender(metrics);
		this.loggers = loggers;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.loggers instanceof LoggerContext context) {
			this.appender.setContext(context);
			context.addConfigurationEventListener(this.configurations);
			hear(context);
			attach(context);
		}
	}

	@Override
	public synchronized void destroy() {
		this.closed = true;
		if (this.loggers instanceof LoggerContext context) {
			context.removeListener(this.configurations);
			context.removeConfigurationEventListener(this.configurations);
			context.getLoggerList().forEach((logger) -> logger.detachAppender(this.appender));
		}
	}

	/**
	 * Only threads in which Logback is configured come here, since its list of listeners
	 * is a plain one.
	 */
	private void hear(LoggerContext context) {
		if (!this.closed && !context.getCopyOfListenerList().contains(this.configurations)) {
			context.addListener(this.configurations);
		}
	}

	private synchronized void attach(LoggerContext context) {
		if (this.closed) {
			return;
		}
		this.appender.start();
		for (Logger logger : context.getLoggerList()) {
			boolean last = !logger.isAdditive() || logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME);
			if (!last) {
				logger.detachAppender(this.appender);
			}
			else if (!logger.isAttached(this.appender)) {
				logger.addAppender(this.appender);
			}
		}
	}

	/**
	 * Counts by level. A context that stops forgets whoever listens, and Boot stops it to
	 * start it with another configuration; but with each reset Logback stops its
	 * appenders, before it tells its listeners.
	 */
	private final class CountingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

		private final CounterDataPoint error;

		private final CounterDataPoint warn;

		private final CounterDataPoint info;

		private final CounterDataPoint debug;

		private final CounterDataPoint trace;

		CountingAppender(LogMetrics metrics) {
			setName("fennel");
			this.error = metrics.events("error");
			this.warn = metrics.events("warn");
			this.info = metrics.events("info");
			this.debug = metrics.events("debug");
			this.trace = metrics.events("trace");
		}

		@Override
		public void stop() {
			super.stop();
			if (LogbackEvents.this.loggers instanceof LoggerContext context) {
				hear(context);
			}
		}

		@Override
		protected void append(ILoggingEvent event) {
			switch (event.getLevel().toInt()) {
				case Level.ERROR_INT -> this.error.inc();
				case Level.WARN_INT -> this.warn.inc();
				case Level.INFO_INT -> this.info.inc();
				case Level.DEBUG_INT -> this.debug.inc();
				default -> this.trace.inc();
			}
		}

	}

	/**
	 * Hears that Logback is configured anew, which takes all appenders off.
	 */
	private final class Configurations implements LoggerContextListener, ConfigurationEventListener {

		@Override
		public boolean isResetResistant() {
			return true;
		}

		@Override
		public void onStart(LoggerContext context) {
			attach(context);
		}

		@Override
		public void onReset(LoggerContext context) {
			attach(context);
		}

		@Override
		public void onStop(LoggerContext context) {
			// the appender stays, and hears of the reset that follows
		}

		@Override
		public void onLevelChange(Logger logger, Level level) {
			// a level is no matter of where events end
		}

		@Override
		public void listen(ConfigurationEvent event) {
			if (LogbackEvents.this.loggers instanceof LoggerContext context) {
				hear(context);
				attach(context);
			}
		}

	}

}
