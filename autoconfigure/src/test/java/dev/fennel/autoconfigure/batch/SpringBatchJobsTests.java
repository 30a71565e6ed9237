package dev.fennel.autoconfigure.batch;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fennel.GuardedRegistry;
import dev.fennel.Jobs;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.exposition.MetricsEndpointAutoConfiguration;
import dev.fennel.autoconfigure.push.PushAutoConfiguration;
import dev.fennel.batch.BatchJobs;
import dev.fennel.testing.HttpStandIn;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.Warnings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Jobs of Spring Batch, run as its launchers run them on each line.
 */
@Tag("batch")
@ExtendWith(OutputCaptureExtension.class)
class SpringBatchJobsTests {

	@TempDir
	private Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, MetricsEndpointAutoConfiguration.class,
				PushAutoConfiguration.class, BatchJobsAutoConfiguration.class))
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
	void withoutAPushTheyAreRecordedToo(CapturedOutput output) {
		this.runner.run((context) -> {
			assertThat(page(context).samples()).containsEntry(count("nightly", "success"), 0.0)
				.containsEntry(count("nightly", "failure"), 0.0)
				.containsEntry("batch_jobs_in_progress{name=\"broken\"}", 0.0)
				.doesNotContainKey("batch_job_exit_code{name=\"nightly\"}");
			Launcher.run(context, "nightly");
			Launcher.run(context, "nightly");
			Launcher.run(context, "broken");
			assertThat(page(context).samples()).containsEntry(count("nightly", "success"), 2.0)
				.containsEntry(count("nightly", "failure"), 0.0)
				.containsEntry(count("broken", "failure"), 1.0)
				.containsEntry("fennel_errors_total{feature=\"task\"}", 0.0);
			assertThat(context).doesNotHaveBean(RunnerJob.class).doesNotHaveBean(Jobs.class);
		});
		assertThat(Warnings.of(output)).isEmpty();
		assertThat(output).doesNotContain("not eligible");
	}

	@Test
	void switchedOffTheyAreLeftAloneUnlessTheyArePushed() {
		this.runner.withPropertyValues("fennel.task.enabled=false").run((context) -> {
			Launcher.run(context, "nightly");
			assertThat(page(context).text()).doesNotContain("batch_job");
			assertThat(context).doesNotHaveBean(SpringBatchJobs.class).doesNotHaveBean(BatchJobs.class);
		});
		this.runner
			.withPropertyValues("fennel.task.enabled=false", "fennel.textfile.enabled=true",
					"fennel.textfile.path=" + this.folder.resolve("page.prom"))
			.run((context) -> {
				Launcher.run(context, "nightly");
				assertThat(page(context).value(count("nightly", "success"))).isEqualTo(1);
			});
	}

	@Test
	void bucketsAreThoseOfTasks() {
		this.runner.withPropertyValues("fennel.task.buckets=60,3600")
			.run((context) -> assertThat(page(context).samples())
				.containsKey("batch_job_duration_seconds_bucket{name=\"nightly\",outcome=\"success\",le=\"3600.0\"}"));
	}

	@Test
	void whatIsRefusedBeforeItBeginsHasFailed() {
		this.runner.run((context) -> {
			Launcher.refuse(context, "nightly");
			Launcher.run(context, "nightly");
			assertThat(page(context).samples()).containsEntry(count("nightly", "failure"), 1.0)
				.containsEntry(count("nightly", "success"), 0.0)
				.containsEntry("batch_jobs_in_progress{name=\"nightly\"}", 0.0)
				.containsEntry("batch_job_exit_code{name=\"nightly\"}", 5.0);
		});
	}

	@Test
	void whatIsStoppedHasNotSucceeded() {
		this.runner.run((context) -> {
			Launcher.stop(context, "nightly");
			assertThat(page(context).samples()).containsEntry(count("nightly", "failure"), 1.0)
				.containsEntry("batch_jobs_in_progress{name=\"nightly\"}", 0.0)
				.containsEntry("batch_job_exit_code{name=\"nightly\"}", 4.0)
				.doesNotContainKey("batch_job_last_success_timestamp_seconds{name=\"nightly\"}");
		});
	}

	@Test
	void anEndThatCouldNotBeStoredIsNoRunForEver() {
		this.runner.withUserConfiguration(ForgetfulConfiguration.class).run((context) -> {
			assertThatExceptionOfType(InvocationTargetException.class)
				.isThrownBy(() -> Launcher.run(context, "forgetful"));
			Launcher.run(context, "forgetful");
			assertThat(page(context).samples()).containsEntry("batch_jobs_in_progress{name=\"forgetful\"}", 0.0);
			assertThat(page(context).value(count("forgetful", "success"))).isPositive();
		});
	}

	@Test
	void jobsBehindProxiesAreRecordedOnce() {
		this.runner.withUserConfiguration(ProxyConfiguration.class).run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean("nightly"))).isTrue();
			Launcher.run(context, "nightly");
			assertThat(page(context).samples()).containsEntry(count("nightly", "success"), 1.0);
		});
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	private static String count(String name, String outcome) {
		return "batch_job_duration_seconds_count{name=\"%s\",outcome=\"%s\"}".formatted(name, outcome);
	}

	/**
	 * By the names of methods, since types have moved; what is not on all class paths
	 * stands in no method of the test itself.
	 */
	static class Launcher {

		static void run(ApplicationContext context, String name) throws Exception {
			Object execution = execution(context, name);
			method(job(context, name), "execute").invoke(job(context, name), execution);
		}

		static void stop(ApplicationContext context, String name) throws Exception {
			Object execution = execution(context, name);
			method(execution, "setStatus").invoke(execution, BatchStatus.STOPPING);
			method(job(context, name), "execute").invoke(job(context, name), execution);
		}

		static void refuse(ApplicationContext context, String name) {
			job(context, name).setJobParametersValidator((parameters) -> {
				throw new IllegalStateException("no");
			});
		}

		private static AbstractJob job(ApplicationContext context, String name) {
			Object bean = context.getBean(name);
			Object target = AopProxyUtils.getSingletonTarget(bean);
			return (AbstractJob) ((target != null) ? target : bean);
		}

		private static Object execution(ApplicationContext context, String name) throws Exception {
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
			return created;
		}

		static Method method(Object target, String name) {
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

		static AbstractJob job(String name, JobRepository repository, boolean failing) {
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

	/** Cannot store the first end. */
	@Configuration(proxyBeanMethods = false)
	static class ForgetfulConfiguration {

		@Bean
		JobRepository forgetfulRepository() {
			JobRepository repository = new ResourcelessJobRepository();
			AtomicBoolean failed = new AtomicBoolean();
			return (JobRepository) Proxy.newProxyInstance(JobRepository.class.getClassLoader(),
					new Class<?>[] { JobRepository.class }, (proxy, method, arguments) -> {
						if (method.getName().equals("update") && hasEnded(arguments[0])
								&& failed.compareAndSet(false, true)) {
							throw new IllegalStateException("no database");
						}
						return method.invoke(repository, arguments);
					});
		}

		@Bean
		AbstractJob forgetful(JobRepository forgetfulRepository) {
			return BatchJobsConfiguration.job("forgetful", forgetfulRepository, false);
		}

		private static boolean hasEnded(Object execution) throws Exception {
			return execution.getClass().getName().endsWith(".JobExecution")
					&& Launcher.method(execution, "getEndTime").invoke(execution) != null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxyConfiguration {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("nightly");
			return creator;
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
