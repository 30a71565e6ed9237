package dev.fennel.autoconfigure.executor;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.task.ScheduledTaskMetricsAutoConfiguration;
import dev.fennel.testing.Waiting;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.scheduling.SchedulingAwareRunnable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.TaskSchedulerRouter;
import org.springframework.scheduling.support.PeriodicTrigger;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScheduledTasksTests {

	private static final Duration SHORT = Duration.ofMillis(1);

	private static final Duration LONG = Duration.ofHours(1);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(FennelAutoConfiguration.class, ExecutorMetricsAutoConfiguration.class));

	@Test
	void eachRunOfAPeriodicTaskIsOneAndHasNoWait() {
		this.runner.withBean("it", ThreadPoolTaskScheduler.class).run((context) -> {
			ThreadPoolTaskScheduler scheduler = context.getBean(ThreadPoolTaskScheduler.class);
			TaskCounts counts = TaskCounts.of(context, "it");
			int before = 0;
			for (int kind = 0; kind < 5; kind++) {
				AtomicInteger runs = new AtomicInteger();
				ScheduledFuture<?> future = repeat(scheduler, kind, runs::incrementAndGet);
				Waiting.until(() -> runs.get() >= 3);
				future.cancel(false);
				Waiting.until(() -> counts.value("executor_tasks_in_progress") == 0);
				before += runs.get();
				int cutShort = (int) counts.cancelled();
				counts.become(before - cutShort, 0, 0, cutShort);
			}
			assertThat(counts.value("executor_task_duration_seconds_count")).isEqualTo(before);
			assertThat(counts.value("executor_task_wait_seconds_count")).isZero();
		});
	}

	private static ScheduledFuture<?> repeat(TaskScheduler scheduler, int kind, Runnable task) {
		ScheduledFuture<?> future = switch (kind) {
			case 0 -> scheduler.scheduleAtFixedRate(task, SHORT);
			case 1 -> scheduler.scheduleAtFixedRate(task, Instant.now(), SHORT);
			case 2 -> scheduler.scheduleWithFixedDelay(task, SHORT);
			case 3 -> scheduler.scheduleWithFixedDelay(task, Instant.now(), SHORT);
			default -> scheduler.schedule(task, new PeriodicTrigger(SHORT));
		};
		return Objects.requireNonNull(future);
	}

	@Test
	void periodicTasksThatFailGoOnOrEndAsTheSchedulerHasIt() {
		this.runner.withBean("spring", ThreadPoolTaskScheduler.class)
			.withBean("jdk", ScheduledThreadPoolExecutor.class, () -> new ScheduledThreadPoolExecutor(1))
			.run((context) -> {
				AtomicInteger runs = new AtomicInteger();
				Runnable fails = () -> {
					runs.incrementAndGet();
					throw new IllegalStateException("expected");
				};
				ScheduledFuture<?> goesOn = context.getBean(TaskScheduler.class).scheduleAtFixedRate(fails, SHORT);
				Waiting.until(() -> runs.get() >= 3);
				goesOn.cancel(false);
				TaskCounts counts = TaskCounts.of(context, "spring");
				Waiting.until(() -> counts.value("executor_tasks_in_progress") == 0);
				int cutShort = (int) counts.cancelled();
				counts.become(0, runs.get() - cutShort, 0, cutShort);
				ScheduledFuture<?> ends = context.getBean(ScheduledThreadPoolExecutor.class)
					.scheduleAtFixedRate(fails, 0, 1, TimeUnit.MILLISECONDS);
				Waiting.until(ends::isDone);
				TaskCounts.of(context, "jdk").become(0, 1, 0, 0);
			});
	}

	@Test
	void taskThatIsScheduledOnceEndsOnce() {
		this.runner.withBean("it", ScheduledThreadPoolExecutor.class, () -> new ScheduledThreadPoolExecutor(1))
			.run((context) -> {
				ScheduledThreadPoolExecutor scheduler = context.getBean(ScheduledThreadPoolExecutor.class);
				TaskCounts counts = TaskCounts.of(context, "it");
				assertThat(scheduler.schedule(() -> "done", 1, TimeUnit.MILLISECONDS).get()).isEqualTo("done");
				counts.become(1, 0, 0, 0);
				ScheduledFuture<?> later = scheduler.schedule(() -> {
				}, 1, TimeUnit.HOURS);
				assertThat((Object) later).isInstanceOf(RunnableScheduledFuture.class);
				assertThat(later.getDelay(TimeUnit.MINUTES)).isBetween(50L, 60L);
				assertThat(later.compareTo((Delayed) scheduler.schedule(() -> "x", 2, TimeUnit.HOURS))).isNegative();
				assertThat(counts.value("executor_tasks_queued")).isEqualTo(2);
				assertThat(later.cancel(false)).isTrue();
				assertThat(later.cancel(false)).isFalse();
				counts.become(1, 0, 0, 1);
				assertThat(later.equals(later)).isTrue();
				assertThat(scheduler.remove((Runnable) later)).isTrue();
				assertThat(counts.value("executor_task_wait_seconds_count")).isZero();
				assertThat(counts.value("executor_threads_max")).isEqualTo(1);
			});
	}

	@Test
	void whatASchedulerRefusesIsRejected() {
		this.runner.withBean("it", ThreadPoolTaskScheduler.class).run((context) -> {
			ThreadPoolTaskScheduler scheduler = context.getBean(ThreadPoolTaskScheduler.class);
			scheduler.getScheduledThreadPoolExecutor().shutdown();
			for (Runnable refused : new Runnable[] { () -> scheduler.schedule(() -> {
			}, Instant.now()), () -> scheduler.scheduleAtFixedRate(() -> {
			}, LONG), () -> scheduler.execute(() -> {
			}) }) {
				assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(refused::run);
			}
			TaskCounts.of(context, "it").become(0, 0, 3, 0);
		});
	}

	@Test
	void tasksThatChooseTheirSchedulerStillDo() {
		this.runner.withBean("router", TaskSchedulerRouter.class)
			.withBean("other", ThreadPoolTaskScheduler.class)
			.withBean("taskScheduler", ThreadPoolTaskScheduler.class)
			.run((context) -> {
				AtomicReference<String> thread = new AtomicReference<>();
				CountDownLatch ran = new CountDownLatch(2);
				SchedulingAwareRunnable task = new SchedulingAwareRunnable() {

					@Override
					public String getQualifier() {
						return "other";
					}

					@Override
					public void run() {
						thread.set(Thread.currentThread().getName());
						ran.countDown();
					}

				};
				TaskScheduler router = context.getBean("router", TaskScheduler.class);
				ScheduledFuture<?> once = router.schedule(task, Instant.now());
				Waiting.until(() -> ran.getCount() == 1);
				ScheduledFuture<?> again = router.scheduleAtFixedRate(task, LONG);
				ran.await();
				assertThat(once.isCancelled()).isFalse();
				TaskCounts.of(context, "router").become(2, 0, 0, 0);
				again.cancel(false);
				assertThat(thread.get()).startsWith("other");
				TaskCounts.of(context, "other").become(2, 0, 0, 0);
				TaskCounts.of(context, "taskScheduler").become(0, 0, 0, 0);
			});
	}

	@Test
	void adviceOnASchedulerFindsTheMethodThatIsScheduled() {
		this.runner.withConfiguration(AutoConfigurations.of(ScheduledTaskMetricsAutoConfiguration.class))
			.withUserConfiguration(Advised.class)
			.run((context) -> {
				Advised advised = context.getBean(Advised.class);
				Waiting.until(() -> advised.runs.get() > 0);
				assertThat(Advised.scheduled.get()).isInstanceOfSatisfying(ScheduledMethodRunnable.class, (task) -> {
					assertThat(task.getMethod().getName()).isEqualTo("tick");
					assertThat(task.getTarget()).isSameAs(advised);
				});
				assertThat(Advised.scheduled.get().toString()).contains("tick");
				Waiting.until(() -> TaskCounts.of(context, "taskScheduler").success() > 0);
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Advised {

		private static final AtomicReference<Object> scheduled = new AtomicReference<>();

		private final AtomicInteger runs = new AtomicInteger();

		@Bean
		static ThreadPoolTaskScheduler taskScheduler() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static DefaultPointcutAdvisor advisor() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.setMappedNames("schedule*");
			return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) (invocation) -> {
				scheduled.set(invocation.getArguments()[0]);
				return invocation.proceed();
			});
		}

		@Scheduled(fixedDelay = 10)
		void tick() {
			this.runs.incrementAndGet();
		}

	}

}
