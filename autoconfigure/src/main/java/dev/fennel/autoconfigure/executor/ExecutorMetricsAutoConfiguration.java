package dev.fennel.autoconfigure.executor;

import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.DeclaredTypes;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.Measuring;
import dev.fennel.autoconfigure.task.TaskMetricsProperties;
import dev.fennel.executor.ExecutorMetrics;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Executors and schedulers, each measured by what stands for it. Without any, nothing is
 * made.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("task")
@EnableConfigurationProperties(TaskMetricsProperties.class)
@ImportRuntimeHints(ExecutorHints.class)
public final class ExecutorMetricsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ExecutorMetrics fennelExecutorMetrics(MetricFactory metrics, TaskMetricsProperties properties) {
		return new ExecutorMetrics(metrics, properties.bounds());
	}

	@Bean
	@Lazy
	ExecutorMetering fennelExecutorMetering(ExecutorMetrics metrics, ConfigurableListableBeanFactory beanFactory) {
		return new ExecutorMetering(metrics, new DeclaredTypes(beanFactory));
	}

	@Bean
	static ExecutorBeanPostProcessor fennelExecutorBeanPostProcessor(ObjectProvider<ExecutorMetering> metering,
			ObjectProvider<Measuring> measuring) {
		return new ExecutorBeanPostProcessor(metering, measuring);
	}

}
