package dev.fennel.autoconfigure.executor;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.executor.ExecutorMetrics;
import dev.fennel.testing.Waiting;
import dev.fennel.testing.Warnings;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ForkJoinPoolFactoryBean;
import org.springframework.scheduling.concurrent.ScheduledExecutorFactoryBean;
import org.springframework.scheduling.concurrent.ThreadPoolExecutorFactoryBean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ExecutorMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(FennelAutoConfiguration.class, ExecutorMetricsAutoConfiguration.class));

	@Test
	void executorsAreFoundByTheTypesThatTheyHad(CapturedOutput output) {
		this.runner.withUserConfiguration(Kinds.class).run((context) -> {
			assertThat(context.getBean(ThreadPoolTaskExecutor.class).getCorePoolSize()).isEqualTo(3);
			assertThat(context.getBeansOfType(AsyncTaskExecutor.class)).containsOnlyKeys("pool", "clock");
			assertThat(context.getBeansOfType(TaskExecutor.class)).containsOnlyKeys("pool", "clock");
			assertThat(context.getBeansOfType(ExecutorService.class)).containsOnlyKeys("threads", "service");
			assertThat(context.getBean(ThreadPoolExecutor.class).getMaximumPoolSize()).isEqualTo(2);
			assertThat(context.getBean(ThreadPoolTaskScheduler.class).getPoolSize()).isZero();
			assertThat(context.getBeansOfType(Executor.class)).hasSize(5);
			assertThat(context.getBeansOfType(Executor.class).values()).allMatch(ExecutorStandIn::isOne);
		});
		assertThat(Warnings.of(output)).isEmpty();
	}

	@Test
	void theBeansOfBootAreMeasuredAndOnesDecoratorKept() {
		this.runner
			.withConfiguration(
					AutoConfigurations.of(TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
			.withUserConfiguration(Booted.class)
			.run((context) -> {
				ThreadPoolTaskExecutor executor = context.getBean("applicationTaskExecutor",
						ThreadPoolTaskExecutor.class);
				assertThat(executor.submit(Booted.DECORATED::get).get()).isTrue();
				TaskCounts.of(context, "applicationTaskExecutor").become(1, 0, 0, 0);
				TaskCounts scheduler = TaskCounts.of(context, "taskScheduler");
				Waiting.until(() -> scheduler.success() >= 1);
			});
	}

	@Test
	void productsOfFactoriesAreMeasured() {
		this.runner.withBean("pool", ThreadPoolExecutorFactoryBean.class)
			.withBean("forks", ForkJoinPoolFactoryBean.class)
			.withBean("clock", ScheduledExecutorFactoryBean.class)
			.run((context) -> {
				for (String name : List.of("pool", "forks", "clock")) {
					ExecutorService executor = context.getBean(name, ExecutorService.class);
					assertThat(executor.submit(() -> "done").get()).isEqualTo("done");
					TaskCounts.of(context, name).become(1, 0, 0, 0);
				}
				assertThat(context.getBean("forks", ForkJoinPool.class).getParallelism()).isPositive();
				assertThat(context.getBean("clock")).isInstanceOf(ScheduledExecutorService.class);
			});
	}

	@Test
	void eachBeanCountsItsOwnTasksUnderItsName() {
		this.runner.withUserConfiguration(Delegating.class).run((context) -> {
			ConcurrentTaskExecutor outer = context.getBean(ConcurrentTaskExecutor.class);
			assertThat(outer.submit(() -> "done").get()).isEqualTo("done");
			TaskCounts.of(context, "outer").become(1, 0, 0, 0);
			TaskCounts.of(context, "inner").become(1, 0, 0, 0);
			assertThat(context.getBean("same")).isSameAs(context.getBean("inner"));
			assertThat(TaskCounts.of(context, "same").has("executor_tasks_in_progress")).isFalse();
		});
	}

	@Test
	void executorsOfASmallerScopeAddUp() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			Executor each = context.getBean("each", Executor.class);
			for (int i = 0; i < 3; i++) {
				each.execute(() -> {
				});
				context.getBean("one", Executor.class).execute(() -> {
				});
			}
			TaskCounts.of(context, "each").become(3, 0, 0, 0);
			TaskCounts.of(context, "one").become(3, 0, 0, 0);
		});
	}

	@Test
	void lazyExecutorStaysLazy() {
		this.runner.withUserConfiguration(LateComer.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("late")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("fennelExecutorMetrics")).isFalse();
			context.getBean(Executor.class).execute(() -> {
			});
			TaskCounts.of(context, "late").become(1, 0, 0, 0);
		});
	}

	@Test
	void executorInACircleIsTheSameForAll() {
		this.runner.withUserConfiguration(Circle.class)
			.withInitializer((context) -> ((DefaultListableBeanFactory) context.getBeanFactory())
				.setAllowCircularReferences(true))
			.run((context) -> assertThat(context.getBean(User.class).executor)
				.isSameAs(context.getBean(Executor.class)));
	}

	@Test
	void advisedExecutorsStayAdvised() {
		this.runner.withUserConfiguration(Advice.class).run((context) -> {
			ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
			assertThat(AopUtils.isAopProxy(executor)).isTrue();
			assertThat(executor.getCorePoolSize()).isEqualTo(42);
			assertThat(executor.submit(() -> "done").get()).isEqualTo("done");
			executor.execute(() -> {
			});
			TaskCounts.of(context, "pool").become(2, 0, 0, 0);
		});
	}

	@Test
	void executorsOfTheParentAreMeasuredOnce() {
		this.runner.withUserConfiguration(Kinds.class).run((parent) -> this.runner.withParent(parent).run((context) -> {
			assertThat(context.getBean("pool")).isSameAs(parent.getBean("pool"));
			context.getBean(ThreadPoolTaskExecutor.class).submit(() -> "done").get();
			TaskCounts.of(parent, "pool").become(1, 0, 0, 0);
		}));
	}

	@Test
	void classThatCannotBeExtendedIsLeftAloneWhereItIsAskedFor(CapturedOutput output) {
		this.runner.withBean("last", Final.class).withBean("any", Executor.class, Final::new).run((context) -> {
			assertThat(context.getBean("last")).isExactlyInstanceOf(Final.class);
			context.getBean("any", Executor.class).execute(() -> {
			});
			TaskCounts.of(context, "any").become(1, 0, 0, 0);
			assertThat(TaskCounts.of(context, "last").has("executor_tasks_in_progress")).isFalse();
		});
		assertThat(Warnings.of(output)).singleElement().asString().contains("'last'", Final.class.getName());
	}

	@Test
	void switchedOffNothingIsMeasured() {
		this.runner.withPropertyValues("fennel.task.enabled=false")
			.withUserConfiguration(Kinds.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ExecutorMetrics.class);
				assertThat(context.getBean("pool")).isExactlyInstanceOf(ThreadPoolTaskExecutor.class);
				assertThat(TaskCounts.page(context).text()).doesNotContain("executor");
			});
	}

	@Test
	void bucketsAreThoseOfTheProperty() {
		this.runner.withPropertyValues("fennel.task.buckets=0.001,0.5")
			.withUserConfiguration(Kinds.class)
			.run((context) -> assertThat(TaskCounts.page(context).text())
				.contains("executor_task_wait_seconds_bucket{executor=\"pool\",le=\"0.001\"}",
						"executor_task_duration_seconds_bucket{executor=\"pool\",le=\"0.001\"}")
				.doesNotContain("le=\"0.005\""));
	}

	@Test
	void bucketsThatDoNotRiseStopTheStart() {
		this.runner.withPropertyValues("fennel.task.buckets=2,1")
			.withUserConfiguration(Kinds.class)
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("fennel.task.buckets"));
	}

	@Test
	void namesThatSpringMakesUpAreThoseOfTheClass() {
		this.runner.withBean(ThreadPoolTaskExecutor.class.getName() + "#3e9a81f2", ThreadPoolTaskExecutor.class)
			.withBean("jobs#fast", ThreadPoolTaskExecutor.class)
			.run((context) -> {
				assertThat(TaskCounts.of(context, "ThreadPoolTaskExecutor").has("executor_tasks_queued")).isTrue();
				assertThat(TaskCounts.of(context, "jobs#fast").has("executor_tasks_queued")).isTrue();
			});
	}

	@Test
	void bucketsThatDoNotRiseDoNotStopWhatIsMadeLater() {
		this.runner.withPropertyValues("fennel.task.buckets=2,1")
			.withUserConfiguration(LateComer.class)
			.run((context) -> {
				AtomicInteger runs = new AtomicInteger();
				context.getBean("late", Executor.class).execute(runs::incrementAndGet);
				assertThat(runs).hasValue(1);
				assertThat(TaskCounts.page(context).value("fennel_errors_total{feature=\"task\"}")).isEqualTo(1);
			});
	}

	@Test
	void gaugesAreThereWhereThereIsSomethingToTell() {
		this.runner.withUserConfiguration(Kinds.class).run((context) -> {
			TaskCounts threads = TaskCounts.of(context, "threads");
			assertThat(threads.value("executor_threads_max")).isEqualTo(2);
			assertThat(threads.has("executor_threads")).isTrue();
			TaskCounts pool = TaskCounts.of(context, "pool");
			assertThat(pool.has("executor_threads_max")).isFalse();
			assertThat(pool.has("executor_tasks_queued")).isTrue();
			TaskCounts service = TaskCounts.of(context, "service");
			assertThat(service.has("executor_threads")).isFalse();
			assertThat(service.has("executor_tasks_queued")).isTrue();
		});
	}

	@Test
	void nativeImagesHaveTheProxiesOfInterfaces() {
		RuntimeHints hints = new RuntimeHints();
		new ExecutorHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(ExecutorService.class)).accepts(hints);
	}

	@Configuration(proxyBeanMethods = false)
	static class Kinds {

		@Bean
		ThreadPoolTaskExecutor pool() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(3);
			return executor;
		}

		@Bean
		ThreadPoolTaskScheduler clock() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		ThreadPoolExecutor threads() {
			return new ThreadPoolExecutor(1, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
		}

		@Bean
		ExecutorService service() {
			return Executors.newSingleThreadExecutor();
		}

		@Bean
		Executor direct() {
			return Runnable::run;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Booted {

		private static final ThreadLocal<Boolean> DECORATED = ThreadLocal.withInitial(() -> false);

		@Bean
		TaskDecorator decorator() {
			return (task) -> () -> {
				DECORATED.set(true);
				task.run();
				DECORATED.remove();
			};
		}

		@Scheduled(fixedDelay = 10)
		void tick() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Delegating {

		@Bean
		ExecutorService inner() {
			return Executors.newFixedThreadPool(1);
		}

		@Bean
		ConcurrentTaskExecutor outer(ExecutorService inner) {
			return new ConcurrentTaskExecutor(inner);
		}

		@Bean
		Executor same(ExecutorService inner) {
			return inner;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		ThreadPoolTaskExecutor each() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		@Scope("prototype")
		ThreadPoolTaskExecutor one() {
			return new ThreadPoolTaskExecutor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateComer {

		@Bean
		@Lazy
		Executor late() {
			return Runnable::run;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Circle {

		@Bean
		Circular circular() {
			return new Circular();
		}

		@Bean
		User user(Executor executor) {
			return new User(executor);
		}

	}

	@SuppressWarnings("serial")
	static class Circular extends ThreadPoolTaskExecutor {

		@Autowired
		@Nullable User user;

	}

	static class User {

		private final Executor executor;

		User(Executor executor) {
			this.executor = executor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		ThreadPoolTaskExecutor pool() {
			return new ThreadPoolTaskExecutor();
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
			pointcut.setMappedNames("submit", "getCorePoolSize");
			return new DefaultPointcutAdvisor(pointcut, (MethodInterceptor) Advice::around);
		}

		private static @Nullable Object around(MethodInvocation invocation) throws Throwable {
			Object result = invocation.proceed();
			return invocation.getMethod().getName().equals("getCorePoolSize") ? 42 : result;
		}

	}

	static final class Final implements Executor {

		@Override
		public void execute(Runnable task) {
			task.run();
		}

	}

}
