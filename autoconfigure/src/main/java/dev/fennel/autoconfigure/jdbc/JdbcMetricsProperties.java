package dev.fennel.autoconfigure.jdbc;

import java.util.List;
import java.util.Set;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How data sources are measured.
 *
 * @param enabled Whether data sources are measured.
 * @param exclude Bean names of data sources that are not measured.
 * @param buckets Upper bounds of the durations, in seconds.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.jdbc")
public record JdbcMetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue Set<String> exclude,
		@DefaultValue List<Double> buckets) implements AopInfrastructureBean {
}
