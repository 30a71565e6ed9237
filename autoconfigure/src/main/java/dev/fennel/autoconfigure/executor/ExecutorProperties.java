package dev.fennel.autoconfigure.executor;

import java.util.List;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tasks are measured.
 *
 * @param enabled Whether tasks are measured.
 * @param buckets Upper bounds of the durations, in seconds.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.task")
public record ExecutorProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue List<Double> buckets) implements AopInfrastructureBean {
}
