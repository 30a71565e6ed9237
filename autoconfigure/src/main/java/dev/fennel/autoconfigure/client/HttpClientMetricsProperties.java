package dev.fennel.autoconfigure.client;

import java.util.List;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests that the application sends are measured.
 *
 * @param enabled Whether requests that the application sends are measured.
 * @param buckets Upper bounds of the durations, in seconds.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.http-client")
public record HttpClientMetricsProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue List<Double> buckets) implements AopInfrastructureBean {
}
