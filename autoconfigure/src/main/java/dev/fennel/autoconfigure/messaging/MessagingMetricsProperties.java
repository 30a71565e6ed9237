package dev.fennel.autoconfigure.messaging;

import java.util.List;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How message listeners are measured.
 *
 * @param enabled Whether tasks, executors and message listeners are measured.
 * @param buckets Upper bounds of the durations, in seconds.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.task")
public record MessagingMetricsProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue List<Double> buckets) implements AopInfrastructureBean {
}
