package dev.fennel.autoconfigure.logging;

import java.util.Optional;

import ch.qos.logback.classic.LoggerContext;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.logging.Log4jEvents;
import dev.fennel.logging.LogMetrics;
import dev.fennel.logging.LogbackEvents;
import dev.fennel.logging.RequestMdc;
import dev.fennel.logging.SpanExemplars;
import dev.fennel.logging.TracedSpans;
import io.micrometer.tracing.Tracer;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import org.apache.logging.log4j.core.Appender;
import org.slf4j.MDC;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/**
 * Log events, and what joins lines with numbers: exemplars where there is a tracer, the
 * MDC where there is none. Ordered after Boot's tracers.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class, afterName = {
		"org.springframework.boot.actuate.autoconfigure.tracing.BraveAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("logging")
@EnableConfigurationProperties(LoggingMetricsProperties.class)
public final class LoggingMetricsAutoConfiguration implements AopInfrastructureBean {

	private static final String PREFIX = "fennel.logging";

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(prefix = PREFIX, name = "events", matchIfMissing = true)
	LogMetrics fennelLogMetrics(MetricFactory metrics) {
		return new LogMetrics(metrics);
	}

	@Bean
	static LazyInitializationExcludeFilter fennelEagerLoggingBeans() {
		return (name, definition, type) -> type.getName().startsWith("dev.fennel.logging.");
	}

	/**
	 * Log events.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(prefix = PREFIX, name = "events", matchIfMissing = true)
	static class EventConfiguration implements AopInfrastructureBean {

		/**
		 * Those of Logback.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(LoggerContext.class)
		static class LogbackConfiguration implements AopInfrastructureBean {

			@Bean
			@ConditionalOnMissingBean
			LogbackEvents fennelLogbackEvents(LogMetrics metrics) {
				return new LogbackEvents(metrics);
			}

		}

		/**
		 * Those of Log4j 2.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(Appender.class)
		static class Log4jConfiguration implements AopInfrastructureBean {

			@Bean
			@ConditionalOnMissingBean
			Log4jEvents fennelLog4jEvents(LogMetrics metrics) {
				return new Log4jEvents(metrics);
			}

		}

	}

	/**
	 * Exemplars.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SpanContextSupplier.class)
	@ConditionalOnProperty(prefix = PREFIX, name = "exemplars", matchIfMissing = true)
	static class ExemplarConfiguration implements AopInfrastructureBean {

		@Bean
		@Conditional(OnSpans.class)
		@ConditionalOnMissingBean
		SpanExemplars fennelSpanExemplars() {
			return new SpanExemplars();
		}

		/**
		 * Spans of Micrometer Tracing.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(Tracer.class)
		@ConditionalOnBean(Tracer.class)
		static class TracerConfiguration implements AopInfrastructureBean {

			@Bean
			@ConditionalOnMissingBean
			TracedSpans fennelTracedSpans(ObjectProvider<Tracer> tracers) {
				SingletonSupplier<Optional<Tracer>> found = SingletonSupplier
					.of(() -> Optional.ofNullable(tracers.getIfUnique()));
				return new TracedSpans(() -> found.obtain().orElse(null));
			}

		}

	}

	/**
	 * The MDC.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MDC.class)
	static class MdcConfiguration implements AopInfrastructureBean {

		@Bean
		@Conditional(OnMdc.class)
		@ConditionalOnMissingBean
		RequestMdc fennelRequestMdc() {
			return new RequestMdc();
		}

	}

}
