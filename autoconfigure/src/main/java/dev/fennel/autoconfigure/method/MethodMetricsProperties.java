package dev.fennel.autoconfigure.method;

import java.util.List;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How annotated methods are measured.
 *
 * @param enabled Whether annotated methods are measured.
 * @param order Order of the interceptor among those of a proxy: outside of transactions
 * and caches by default.
 * @param buckets Upper bounds of the durations, in seconds.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.method")
public record MethodMetricsProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("" + DEFAULT_ORDER) int order,
		@DefaultValue List<Double> buckets) implements AopInfrastructureBean {

	static final int DEFAULT_ORDER = Integer.MAX_VALUE - 100;

}
