package dev.fennel.autoconfigure.cache;

import java.util.List;
import java.util.Set;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How caches are measured.
 *
 * @param enabled Whether caches are measured.
 * @param exclude Bean names of cache managers and names of caches that are not measured.
 * @param buckets Upper bounds of the durations, in seconds.
 * @param latency Whether the time of each operation is taken.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.cache")
public record CacheMetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue Set<String> exclude,
		@DefaultValue List<Double> buckets, @DefaultValue("true") boolean latency) implements AopInfrastructureBean {
}
