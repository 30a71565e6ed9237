package dev.fennel.autoconfigure.task;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.task.MeteredTasks;
import dev.fennel.task.ScheduledTaskMetrics;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;

/**
 * Scheduled tasks. Where nothing is scheduled, nothing is made. Of all who configure what
 * schedules, the last that is defined is asked last.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class, afterName = {
		"org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration",
		"org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("task")
@EnableConfigurationProperties(TaskMetricsProperties.class)
@ImportRuntimeHints(ScheduledTaskHints.class)
public final class ScheduledTaskMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ScheduledTaskMetrics fennelScheduledTaskMetrics(MetricFactory metrics, TaskMetricsProperties properties) {
		return new ScheduledTaskMetrics(metrics, properties.bounds());
	}

	@Bean(destroyMethod = "close")
	@Lazy
	@ConditionalOnMissingBean
	MeteredTasks fennelMeteredTasks(ScheduledTaskMetrics metrics) {
		return new MeteredTasks(metrics);
	}

}
