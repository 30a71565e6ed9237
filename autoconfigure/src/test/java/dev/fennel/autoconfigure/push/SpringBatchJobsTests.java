package dev.fennel.autoconfigure.push;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.testing.HttpStandIn;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs of Spring Batch, run as its launchers run them on each line.
 */
@Tag("batch")
class SpringBatchJobsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, MetricsEndpointAutoConfiguration.class,
				PushAutoConfiguration.class))
		.withUserConfiguration(BatchJobsConfiguration.class);

	@Test
	void runsAreRecordedAndPushed() throws Exception {
		try (HttpStandIn server = new HttpStandIn()) {
			this.runner
				.withPropertyValues("fennel.push.enabled=true", "fennel.push.address=" + server.url(),
						"fennel.push.on-shutdown=none")
				.run((context) -> {
					Launcher.run(context, "nightly");
					Waiting.until(() -> server.calls().size() == 1);
					Launcher.run(context, "broken");
					Waiting.until(() -> server.calls().size() == 2);
					Page page = Scrapes.of(context.getBean(GuardedRegistry.class));
					assertThat(page.value("batch_job_duration_seconds_count{name=\"nightly\",outcome=\"success\"}"))
						.isEqualTo(1);
					assertThat(page.samples()).containsEntry("batch_job_exit_code{name=\"nightly\"}", 0.0)
						.containsEntry("batch_jobs_in_progress{name=\"nightly\"}", 0.0)
						.containsEntry("batch_job_exit_code{name=\"broken\"}", 5.0)
						.containsKey("batch_job_last_success_timestamp_seconds{name=\"nightly\"}")
						.doesNotContainKey("batch_job_last_success_timestamp_seconds{name=\"broken\"}");
					assertThat(page.value("batch_job_duration_seconds_count{name=\"broken\",outcome=\"failure\"}"))
						.isEqualTo(1);
				});
		}
	}

	@Test
	void withoutAPushJobsAreLeftAlone() {
		this.runner.run((context) -> {
			Launcher.run(context, "nightly");
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text()).doesNotContain("batch_job");
			assertThat(context).doesNotHaveBean(SpringBatchJobs.class);
		});
	}

	/**
	 * By the names of methods, since types have moved; what is not on all class paths
	 * stands in no method of the test itself.
	 */
	static class Launcher {

		static void run(ApplicationContext context, String name) throws Exception {
			AbstractJob job = context.getBean(name, AbstractJob.class);
			JobRepository repository = context.getBean(name + "Repository", JobRepository.class);
			Method execution = method(repository, "createJobExecution");
			Class<?> parametersType = execution.getParameterTypes()[1];
			Object parameters = parametersType.getConstructor().newInstance();
			Object first = name;
			Object created;
			if (execution.getParameterCount() == 2) {
				created = execution.invoke(repository, first, parameters);
			}
			else {
				Constructor<?> empty = execution.getParameterTypes()[2].getConstructor();
				Object instance = method(repository, "createJobInstance").invoke(repository, first, parameters);
				created = execution.invoke(repository, instance, parameters, empty.newInstance());
			}
			method(job, "execute").invoke(job, created);
		}

		private static Method method(Object target, String name) {
			List<Method> found = Arrays.stream(target.getClass().getMethods())
				.filter((method) -> method.getName().equals(name) && !method.isBridge())
				.toList();
			return found.get(0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BatchJobsConfiguration {

		/** Which on Boot 3.5 knows one job only. */
		@Bean
		JobRepository nightlyRepository() {
			return new ResourcelessJobRepository();
		}

		@Bean
		JobRepository brokenRepository() {
			return new ResourcelessJobRepository();
		}

		@Bean
		AbstractJob nightly(JobRepository nightlyRepository) {
			return job("nightly", nightlyRepository, false);
		}

		@Bean
		AbstractJob broken(JobRepository brokenRepository) {
			return job("broken", brokenRepository, true);
		}

		private static AbstractJob job(String name, JobRepository repository, boolean failing) {
			return (AbstractJob) new JobBuilder(name, repository)
				.start(new StepBuilder("step", repository).tasklet((contribution, chunk) -> {
					if (failing) {
						throw new IllegalStateException("no");
					}
					return null;
				}, new NoTransactions()).build())
				.build();
		}

	}

	static class NoTransactions extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
