package dev.fennel.logging;

import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The family of log events.
 *
 * @since 0.1.0
 */
public final class LogMetrics implements AopInfrastructureBean {

	private final MetricFamily<CounterDataPoint> events;

	/**
	 * Creates the family.
	 * @param metrics makes it
	 */
	public LogMetrics(MetricFactory metrics) {
		this.events = metrics.counter("log_events_total")
			.help("Events that loggers let through, by level")
			.labels("level")
			.closed("level")
			.register();
	}

	CounterDataPoint events(String level) {
		return this.events.labelValues(level);
	}

}
