package dev.fennel.autoconfigure.task;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.task.MeteredTasks;
import dev.fennel.task.ScheduledTaskMetrics;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.Warnings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.config.TaskSchedulerRouter;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ScheduledTaskMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class,
				ScheduledTaskMetricsAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
		.withUserConfiguration(Tasks.class);

	@Test
	void tasksAreMeasuredWithoutConfiguration(CapturedOutput output) {
		this.runner.run((context) -> {
			Waiting.until(() -> page(context).value(count("Tasks.tick", "success")) >= 2);
			assertThat(context.getBean(Tasks.class).thread).startsWith("scheduling-");
			assertThat(page(context).samples()).containsEntry(count("Tasks.tick", "failure"), 0.0)
				.containsEntry("fennel_errors_total{feature=\"task\"}", 0.0)
				.containsKey("scheduled_task_last_success_timestamp_seconds{task=\"Tasks.tick\"}");
		});
		assertThat(Warnings.of(output)).isEmpty();
		assertThat(output).doesNotContain("not eligible");
	}

	@Test
	void tasksOfALazyApplicationAreMeasuredToo() {
		this.runner.withPropertyValues("spring.main.lazy-initialization=true")
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor(new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.getBean(Tasks.class);
				Waiting.until(() -> page(context).value(count("Tasks.tick", "success")) >= 2);
			});
	}

	@Test
	void whatIsSwitchedOffTouchesNothing() {
		for (String property : new String[] { "fennel.task.enabled=false", "fennel.enabled=false" }) {
			this.runner.withPropertyValues(property).withBean(Looking.class).run((context) -> {
				Waiting.until(() -> context.getBean(Tasks.class).thread != null);
				ScheduledTaskRegistrar registrar = context.getBean(Looking.class).registrar;
				assertThat(registrar.getScheduler()).isExactlyInstanceOf(TaskSchedulerRouter.class);
				assertThat(registrar.getObservationRegistry()).isNull();
				assertThat(context).doesNotHaveBean(MeteredTasks.class).doesNotHaveBean(ScheduledTaskMetrics.class);
			});
		}
	}

	@Test
	void withoutSchedulingNothingIsMade() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(FennelAutoConfiguration.class, ScheduledTaskMetricsAutoConfiguration.class))
			.run((context) -> {
				assertThat(page(context).text()).doesNotContain("task");
				assertThat(context.getBeanFactory().containsSingleton("fennelMeteredTasks")).isFalse();
			});
	}

	@Test
	void bucketsAreThoseOfTheProperty() {
		this.runner.withPropertyValues("fennel.task.buckets=1,60").run((context) -> {
			assertThat(page(context).samples()).containsKey(
					"scheduled_task_duration_seconds_bucket{outcome=\"success\",task=\"Tasks.tick\",le=\"60.0\"}");
			assertThat(page(context).text()).doesNotContain("le=\"0.005\"");
		});
		this.runner.withPropertyValues("fennel.task.buckets=60,1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MetricDefinitionException.class)
				.hasMessageContaining("fennel.task.buckets"));
	}

	@Test
	void theSchedulerOfWhoeverConfiguresLastIsUsedAndMeasured() {
		this.runner.withConfiguration(AutoConfigurations.of(LateAutoConfiguration.class)).run((context) -> {
			Waiting.until(() -> page(context).value(count("Tasks.tick", "success")) >= 2);
			assertThat(context.getBean(Tasks.class).thread).startsWith("late-");
		});
	}

	@Test
	void whatMeasuresIsTheApplicationsWhereItHasOne() {
		this.runner
			.withBean("own", MeteredTasks.class,
					() -> new MeteredTasks(
							new ScheduledTaskMetrics(dev.fennel.MetricFactory.with(new GuardedRegistry()).build())))
			.run((context) -> {
				assertThat(context).hasSingleBean(MeteredTasks.class).hasBean("own");
				assertThat(page(context).text()).doesNotContain("Tasks.tick");
			});
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	private static String count(String task, String outcome) {
		return "scheduled_task_duration_seconds_count{outcome=\"%s\",task=\"%s\"}".formatted(outcome, task);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Tasks {

		volatile String thread;

		@Scheduled(fixedRate = 5)
		private void tick() {
			this.thread = Thread.currentThread().getName();
		}

	}

	static class Looking implements SchedulingConfigurer {

		ScheduledTaskRegistrar registrar;

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			this.registrar = registrar;
		}

	}

	@AutoConfiguration
	static class LateAutoConfiguration {

		@Bean
		ThreadPoolTaskScheduler late() {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setThreadNamePrefix("late-");
			return scheduler;
		}

		@Bean
		SchedulingConfigurer configurer(ThreadPoolTaskScheduler late) {
			return (registrar) -> registrar.setTaskScheduler(late);
		}

	}

}
