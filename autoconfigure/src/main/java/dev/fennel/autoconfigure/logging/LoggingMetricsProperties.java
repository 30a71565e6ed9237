package dev.fennel.autoconfigure.logging;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is told of logs, and what joins them with metrics.
 *
 * @param enabled Whether any of that is done.
 * @param events Whether log events are counted.
 * @param exemplars Whether request durations have exemplars where there is a tracer.
 * @param mdc Whether the MDC holds route and duration of requests. Without, it does where
 * there is no tracer.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.logging")
public record LoggingMetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean events,
		@DefaultValue("true") boolean exemplars, @Nullable Boolean mdc) implements AopInfrastructureBean {

}
