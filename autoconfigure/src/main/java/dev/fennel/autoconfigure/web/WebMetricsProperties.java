package dev.fennel.autoconfigure.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;

/**
 * How HTTP requests are measured.
 *
 * @param enabled Whether HTTP requests are measured.
 * @param order Order of the outer filter. What is ordered before it is not measured.
 * @param buckets Upper bounds of the durations, in seconds.
 * @param sizeBuckets Upper bounds of the body sizes, in bytes.
 * @param groupStatuses Whether the label status has groups such as 2xx in place of codes.
 * @param excludePaths Paths that are not measured: exact ones, and prefixes such as
 * /internal/**. Without, the metrics page, /health, /ready, Actuator and /favicon.ico.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.web")
public record WebMetricsProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("" + Ordered.HIGHEST_PRECEDENCE) int order, @DefaultValue List<Double> buckets,
		@DefaultValue List<Double> sizeBuckets, @DefaultValue("false") boolean groupStatuses,
		@Nullable List<String> excludePaths) implements AopInfrastructureBean {
}
