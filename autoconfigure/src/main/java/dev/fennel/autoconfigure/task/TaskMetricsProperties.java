package dev.fennel.autoconfigure.task;

import java.util.List;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How work beside the requests is measured.
 *
 * @param enabled Whether scheduled tasks, executors, message listeners and jobs are
 * measured.
 * @param buckets Upper bounds of their durations, in seconds.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.task")
public record TaskMetricsProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue List<Double> buckets) implements AopInfrastructureBean {

	/**
	 * Returns the bounds.
	 * @return the bounds, none for the default
	 */
	public double[] bounds() {
		return this.buckets.stream().mapToDouble(Double::doubleValue).toArray();
	}

}
