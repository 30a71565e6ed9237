package dev.fennel.task;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.SchedulingAwareRunnable;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.PeriodicTrigger;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasks of all kinds.
 */
@Timeout(120)
class ScheduledTasksTests {

	@Test
	void tasksOfAllKindsAreMeasured() {
		try (Scheduling app = Scheduling.of(Kinds.class)) {
			List.of("cron", "rate", "delay", "hidden", "meta")
				.forEach((task) -> app.awaitCount("Kinds." + task, "success", 2));
			app.awaitCount("Kinds.once", "success", 1);
			app.awaitCount("Kinds.twice", "success", 2);
			app.awaitCount("Kinds.both", "success", 2);
			assertThat(app.hasSucceeded("Kinds.cron")).isTrue();
			assertThat(app.count("Kinds.once", "success")).isEqualTo(1);
			assertThat(app.count("Kinds.twice", "success")).isEqualTo(2);
			assertThat(app.sum("scheduled_task_duration_seconds_count{outcome=\"failure\"")).isZero();
		}
	}

	@Test
	void whatIsKnownAtTheStartIsThereAtZero() {
		try (Scheduling app = Scheduling.of(Daily.class)) {
			assertThat(app.count("Daily.close", "success")).isZero();
			assertThat(app.count("Daily.close", "failure")).isZero();
			assertThat(app.inProgress("Daily.close")).isZero();
			assertThat(app.hasSucceeded("Daily.close")).isFalse();
		}
	}

	@Test
	void aFailureIsNoSuccessAndComesToTheErrorHandlerAsItIs() {
		try (Scheduling app = Scheduling.of(Failing.class)) {
			app.awaitCount("Failing.exception", "failure", 3);
			app.awaitCount("Failing.error", "failure", 3);
			app.awaitCount("Failing.checked", "failure", 3);
			assertThat(app.sum("scheduled_task_duration_seconds_count{outcome=\"success\"")).isZero();
			assertThat(app.hasSucceeded("Failing.exception")).isFalse();
			Waiting.until(() -> app.sum("scheduled_tasks_in_progress") == 0);
			List<Throwable> handled = app.context.getBean(Failing.class).handled;
			assertThat(handled).contains(Failing.EXCEPTION, Failing.ERROR, Failing.CHECKED);
		}
	}

	@Test
	void runsAreInProgressWhileTheyLast() throws Exception {
		try (Scheduling app = Scheduling.of(Slow.class)) {
			Slow slow = app.context.getBean(Slow.class);
			slow.begun.await();
			assertThat(app.inProgress("Slow.hold")).isEqualTo(1);
			assertThat(app.count("Slow.hold", "success")).isZero();
			slow.end.countDown();
			app.awaitCount("Slow.hold", "success", 1);
			assertThat(app.inProgress("Slow.hold")).isZero();
		}
	}

	@Test
	void whatIsInterruptedByTheStopComesOff() throws Exception {
		Scheduling app = Scheduling.of(Slow.class);
		app.context.getBean(Slow.class).begun.await();
		app.close();
		Waiting.until(() -> app.inProgress("Slow.hold") == 0);
		assertThat(app.count("Slow.hold", "failure")).isEqualTo(1);
		assertThat(app.count("Slow.hold", "success")).isZero();
	}

	@Test
	void tasksOfConfigurersAreMeasured() {
		try (Scheduling app = Scheduling.of(Registering.class)) {
			app.awaitCount("Registering.lambda", "success", 4);
			app.awaitCount("Sweep.run", "success", 2);
			assertThat(Scheduling.count(app.atStart(), "Sweep.run", "failure")).isZero();
			app.context.getBean(Registering.class).registrar
				.scheduleFixedRateTask(new org.springframework.scheduling.config.FixedRateTask(new Later(),
						Duration.ofMillis(1), Duration.ZERO));
			app.awaitCount("Later.run", "success", 2);
		}
	}

	@Test
	void beansThatAreMadeLaterAreMeasured() {
		try (Scheduling app = Scheduling.of(LateBean.class)) {
			assertThat(app.atStart().text()).doesNotContain("LateBean");
			app.context.getBean(LateBean.class);
			app.awaitCount("LateBean.tick", "success", 2);
		}
	}

	@Test
	void aTaskHasTheSchedulerThatItNames() {
		try (Scheduling app = Scheduling.of(Schedulers.class, Named.class)) {
			Named named = app.context.getBean(Named.class);
			Waiting.until(() -> named.threads.size() == 4);
			assertThat(named.threads).hasEntrySatisfying("first", (thread) -> assertThat(thread).startsWith("one-"))
				.hasEntrySatisfying("second", (thread) -> assertThat(thread).startsWith("two-"))
				.hasEntrySatisfying("third", (thread) -> assertThat(thread).startsWith("three"))
				.hasEntrySatisfying("byDefault", (thread) -> assertThat(thread).startsWith("one-"));
			List.of("first", "second", "third", "byDefault")
				.forEach((task) -> app.awaitCount("Named." + task, "success", 2));
		}
	}

	@Test
	void theSchedulerThatAConfigurerSetsIsUsed() {
		try (Scheduling app = Scheduling.of(Choosing.class)) {
			app.awaitCount("Choosing.tick", "success", 2);
			assertThat(app.context.getBean(Choosing.class).thread).startsWith("chosen-");
		}
		try (Scheduling app = Scheduling.of(ChoosingExecutor.class)) {
			app.awaitCount("ChoosingExecutor.tick", "success", 2);
			assertThat(app.context.getBean(ChoosingExecutor.class).thread).isEqualTo("chosen");
		}
	}

	@Test
	void aConfigurerThatTakesTheSchedulerAwayGetsOneThatEndsWithTheApplication() {
		Scheduling app = Scheduling.of(Taking.class);
		app.awaitCount("Taking.tick", "success", 2);
		Thread thread = app.context.getBean(Taking.class).thread;
		app.close();
		Waiting.until(() -> !thread.isAlive());
	}

	@Test
	void proxiedBeansHaveTheirOwnName() {
		try (Scheduling app = Scheduling.of(Proxying.class)) {
			app.awaitCount("ShopImpl.tick", "success", 2);
			app.awaitCount("Stock.tick", "success", 2);
			app.awaitCount("Archive.tick", "success", 2);
			assertThat(app.page().text()).doesNotContain("$", "Shop.tick", "Base");
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void tasksInVirtualThreadsAreMeasured() {
		try (Scheduling app = Scheduling.of(Virtual.class)) {
			app.awaitCount("Virtual.rate", "success", 5);
			app.awaitCount("Virtual.delay", "success", 5);
			app.awaitCount("Virtual.fails", "failure", 5);
			assertThat(app.context.getBean(Virtual.class).threads).allMatch((thread) -> thread.startsWith("virtual-"));
		}
	}

	@Test
	void schedulersFindTheMethodOfATask() {
		try (Scheduling app = Scheduling.of(Inspecting.class)) {
			Inspecting bean = app.context.getBean(Inspecting.class);
			assertThat(bean.seen).hasSize(2)
				.anySatisfy(
						(task) -> assertThat(task).isInstanceOfSatisfying(ScheduledMethodRunnable.class, (method) -> {
							assertThat(method.getTarget()).isSameAs(bean);
							assertThat(method.getMethod().getName()).isEqualTo("tick");
							assertThat(method).hasToString(Inspecting.class.getName() + ".tick");
						}))
				.anySatisfy(
						(task) -> assertThat(task).isInstanceOfSatisfying(SchedulingAwareRunnable.class, (aware) -> {
							assertThat(aware.isLongLived()).isTrue();
							assertThat(aware.getQualifier()).isEqualTo("somewhere");
							assertThat(aware).hasToString("long");
						}));
		}
	}

	@Test
	void tasksAreListedAndKnowWhenTheyRunAsBefore() {
		try (Scheduling app = Scheduling.of(Daily.class)) {
			assertThat(app.context.getBean(org.springframework.scheduling.config.ScheduledTaskHolder.class)
				.getScheduledTasks()).singleElement().satisfies((task) -> {
					assertThat(task).hasToString(Daily.class.getName() + ".close");
					assertThat(task.getTask().getRunnable().getClass().getName()).startsWith("org.springframework");
					assertThat(task.nextExecution()).isNotNull();
				});
		}
	}

	private static ThreadPoolTaskScheduler scheduler(String prefix) {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix(prefix);
		scheduler.setDaemon(true);
		return scheduler;
	}

	@Retention(RetentionPolicy.RUNTIME)
	@Scheduled(fixedRate = 5)
	@interface Often {

	}

	static class Kinds {

		@Scheduled(cron = "* * * * * *")
		void cron() {
		}

		@Scheduled(fixedRate = 5)
		void rate() {
		}

		@Scheduled(fixedDelay = 5)
		void delay() {
		}

		@Scheduled(initialDelay = 5)
		void once() {
		}

		@Scheduled(initialDelay = 5)
		@Scheduled(initialDelay = 10)
		void twice() {
		}

		@Schedules({ @Scheduled(fixedRate = 1000000), @Scheduled(fixedDelay = 1000000) })
		void both() {
		}

		@Scheduled(fixedRate = 5)
		private void hidden() {
		}

		@Often
		void meta() {
		}

	}

	static class Daily {

		@Scheduled(cron = "0 0 0 1 1 *")
		void close() {
		}

	}

	static class Failing implements SchedulingConfigurer {

		static final RuntimeException EXCEPTION = new IllegalStateException("no");

		static final Error ERROR = new StackOverflowError();

		static final Exception CHECKED = new Exception("no");

		final List<Throwable> handled = new CopyOnWriteArrayList<>();

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.setErrorHandler(this.handled::add);
			scheduler.initialize();
			registrar.setTaskScheduler(scheduler);
		}

		@Scheduled(fixedRate = 5)
		void exception() {
			throw EXCEPTION;
		}

		@Scheduled(fixedRate = 5)
		void error() {
			throw ERROR;
		}

		@Scheduled(fixedRate = 5)
		void checked() throws Exception {
			throw CHECKED;
		}

	}

	static class Slow {

		final CountDownLatch begun = new CountDownLatch(1);

		final CountDownLatch end = new CountDownLatch(1);

		@Scheduled(initialDelay = 0)
		void hold() throws InterruptedException {
			this.begun.countDown();
			this.end.await();
		}

	}

	static class Sweep implements Runnable {

		@Override
		public void run() {
		}

	}

	static class Later extends Sweep {

	}

	static class Registering implements SchedulingConfigurer {

		ScheduledTaskRegistrar registrar;

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			this.registrar = registrar;
			registrar.addTriggerTask(() -> {
			}, new PeriodicTrigger(Duration.ofMillis(5)));
			registrar.addFixedRateTask(() -> {
			}, Duration.ofMillis(5));
			registrar.addFixedDelayTask(new Sweep(), Duration.ofMillis(5));
		}

	}

	@Lazy
	static class LateBean {

		@Scheduled(fixedRate = 5)
		void tick() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Schedulers {

		@Bean
		ThreadPoolTaskScheduler taskScheduler() {
			return scheduler("one-");
		}

		@Bean
		ThreadPoolTaskScheduler second() {
			return scheduler("two-");
		}

		@Bean
		ScheduledExecutorService third() {
			return Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "three"));
		}

	}

	static class Named {

		final Map<String, String> threads = new ConcurrentHashMap<>();

		@Scheduled(fixedRate = 5, scheduler = "taskScheduler")
		void first() {
			this.threads.put("first", Thread.currentThread().getName());
		}

		@Scheduled(fixedRate = 5, scheduler = "second")
		void second() {
			this.threads.put("second", Thread.currentThread().getName());
		}

		@Scheduled(fixedRate = 5, scheduler = "third")
		void third() {
			this.threads.put("third", Thread.currentThread().getName());
		}

		@Scheduled(fixedRate = 5)
		void byDefault() {
			this.threads.put("byDefault", Thread.currentThread().getName());
		}

	}

	static class Choosing implements SchedulingConfigurer {

		volatile String thread;

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			TaskScheduler scheduler = scheduler("chosen-");
			((ThreadPoolTaskScheduler) scheduler).initialize();
			registrar.setTaskScheduler(scheduler);
		}

		@Scheduled(fixedRate = 5)
		void tick() {
			this.thread = Thread.currentThread().getName();
		}

	}

	static class ChoosingExecutor implements SchedulingConfigurer {

		volatile String thread;

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			registrar.setScheduler(Executors.newSingleThreadScheduledExecutor((task) -> {
				Thread thread = new Thread(task, "chosen");
				thread.setDaemon(true);
				return thread;
			}));
		}

		@Scheduled(fixedRate = 5)
		void tick() {
			this.thread = Thread.currentThread().getName();
		}

	}

	static class Taking implements SchedulingConfigurer {

		volatile Thread thread;

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			registrar.setScheduler(null);
		}

		@Scheduled(fixedRate = 5)
		void tick() {
			this.thread = Thread.currentThread();
		}

	}

	static class Inspecting implements SchedulingConfigurer {

		final List<Runnable> seen = new CopyOnWriteArrayList<>();

		@Override
		public void configureTasks(ScheduledTaskRegistrar registrar) {
			registrar.setTaskScheduler(new SimpleAsyncTaskScheduler() {

				@Override
				public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, Duration period) {
					Inspecting.this.seen.add(task);
					return super.scheduleAtFixedRate(task, period);
				}

			});
			registrar.addFixedRateTask(new LongTask(), Duration.ofDays(1));
		}

		@Scheduled(fixedRate = 1000000)
		void tick() {
		}

	}

	static class LongTask implements SchedulingAwareRunnable {

		@Override
		public void run() {
		}

		@Override
		public boolean isLongLived() {
			return true;
		}

		@Override
		public String getQualifier() {
			return "somewhere";
		}

		@Override
		public String toString() {
			return "long";
		}

	}

	public interface Shop {

		void tick();

	}

	static class ShopImpl implements Shop {

		@Override
		@Scheduled(fixedRate = 5)
		public void tick() {
		}

	}

	abstract static class Base {

		@Scheduled(fixedRate = 5)
		public void tick() {
		}

	}

	static class Stock extends Base {

	}

	static class Archive extends Base {

	}

	@Configuration
	static class Proxying {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("shop", "stock");
			creator.setInterceptorNames("interceptor");
			return creator;
		}

		@Bean
		static org.aopalliance.intercept.MethodInterceptor interceptor() {
			return (invocation) -> invocation.proceed();
		}

		@Bean
		Shop shop() {
			return new ShopImpl();
		}

		@Bean
		Stock stock() {
			return new Stock();
		}

		@Bean
		Archive archive() {
			return new Archive();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Virtual {

		final List<String> threads = new CopyOnWriteArrayList<>();

		private final AtomicInteger runs = new AtomicInteger();

		@Autowired
		TaskScheduler scheduler;

		@Bean
		static TaskScheduler taskScheduler() {
			SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
			scheduler.setVirtualThreads(true);
			scheduler.setThreadNamePrefix("virtual-");
			return scheduler;
		}

		@Scheduled(fixedRate = 5)
		void rate() {
			note();
		}

		@Scheduled(fixedDelay = 5)
		void delay() {
			note();
		}

		@Scheduled(fixedRate = 5)
		void fails() {
			throw new IllegalStateException("no " + this.runs.incrementAndGet());
		}

		private void note() {
			if (this.threads.size() < 10) {
				this.threads.add(Thread.currentThread().getName());
			}
		}

	}

}
