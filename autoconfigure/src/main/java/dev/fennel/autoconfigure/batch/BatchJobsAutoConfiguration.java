package dev.fennel.autoconfigure.batch;

import dev.fennel.JobEnds;
import dev.fennel.Jobs;
import dev.fennel.MetricFactory;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.push.PushAutoConfiguration;
import dev.fennel.autoconfigure.task.TaskMetricsProperties;
import dev.fennel.batch.BatchJobs;
import dev.fennel.batch.SpringBatchRuns;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Jobs: those of Spring Batch and, where somebody waits for their ends, an application's
 * runners and the methods that ask for it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { FennelAutoConfiguration.class, PushAutoConfiguration.class })
@ConditionalOnBean(MetricFactory.class)
@Conditional(OnJobsCondition.class)
@EnableConfigurationProperties(TaskMetricsProperties.class)
public final class BatchJobsAutoConfiguration implements AopInfrastructureBean {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	BatchJobs fennelBatchJobs(MetricFactory metrics, TaskMetricsProperties properties) {
		return new BatchJobs(metrics, properties.bounds());
	}

	/**
	 * The jobs of Spring Batch.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = SpringBatchRuns.JOB)
	static class SpringBatchConfiguration implements AopInfrastructureBean {

		@Bean
		static SpringBatchJobs fennelSpringBatchJobs(ObjectProvider<BatchJobs> jobs, ObjectProvider<JobEnds> ends) {
			return new SpringBatchJobs(jobs, ends);
		}

	}

	/**
	 * Runners and methods.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(JobEnds.class)
	static class EndingConfiguration implements AopInfrastructureBean {

		@Bean
		Jobs fennelMethodJobs(BatchJobs jobs, ObjectProvider<JobEnds> ends) {
			return new MethodJobs(jobs, ends);
		}

		@Bean
		RunnerJob fennelRunnerJob(ApplicationContext context, BatchJobs jobs) {
			Environment environment = context.getEnvironment();
			String application = environment.getProperty("spring.application.name", "application");
			return new RunnerJob(context, jobs, environment.getProperty("fennel.push.job", application));
		}

	}

}
