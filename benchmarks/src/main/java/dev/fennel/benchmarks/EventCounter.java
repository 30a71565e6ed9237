package dev.fennel.benchmarks;

import java.util.List;

import ch.qos.logback.classic.LoggerContext;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.logging.LogMetrics;
import dev.fennel.logging.LogbackEvents;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;

/**
 * Who counts log events.
 */
public enum EventCounter {

	NOBODY {

		@Override
		void count(LoggerContext loggers) {
			// that is what the others are compared with
		}

	},

	FENNEL {

		@Override
		void count(LoggerContext loggers) {
			MetricFactory metrics = MetricFactory.with(new GuardedRegistry()).build();
			new LogbackEvents(new LogMetrics(metrics), loggers).afterPropertiesSet();
		}

	},

	MICROMETER {

		@Override
		void count(LoggerContext loggers) {
			LogbackMetrics metrics = new LogbackMetrics(List.of(), loggers);
			metrics.bindTo(Chains.meterRegistry(false));
		}

	};

	abstract void count(LoggerContext loggers);

}
