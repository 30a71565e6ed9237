package dev.fennel.autoconfigure.executor;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each kind of executor counts what it is given, however it is given it.
 */
class ExecutorKindsTests {

	private static final Runnable FAILS = () -> {
		throw new IllegalStateException("expected");
	};

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(FennelAutoConfiguration.class, ExecutorMetricsAutoConfiguration.class));

	static Stream<Arguments> kinds() {
		return Stream.of(kind(ThreadPoolTaskExecutor.class, ThreadPoolTaskExecutor::new),
				kind(ThreadPoolTaskScheduler.class, ThreadPoolTaskScheduler::new),
				kind(SimpleAsyncTaskExecutor.class, SimpleAsyncTaskExecutor::new),
				kind(SimpleAsyncTaskScheduler.class, SimpleAsyncTaskScheduler::new),
				kind(ConcurrentTaskExecutor.class, () -> new ConcurrentTaskExecutor(Executors.newFixedThreadPool(2))),
				kind(ConcurrentTaskScheduler.class,
						() -> new ConcurrentTaskScheduler(Executors.newScheduledThreadPool(2))),
				kind(TaskExecutorAdapter.class, () -> new TaskExecutorAdapter(Executors.newFixedThreadPool(2))),
				kind(OwnTaskExecutor.class, OwnTaskExecutor::new),
				kind(ThreadPoolExecutor.class,
						() -> new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>())),
				kind(ScheduledThreadPoolExecutor.class, () -> new ScheduledThreadPoolExecutor(2)),
				kind(OwnThreadPool.class, OwnThreadPool::new), kind(ForkJoinPool.class, () -> new ForkJoinPool(2)),
				kind(ExecutorService.class, () -> Executors.newFixedThreadPool(2)),
				kind(ExecutorService.class, Executors::newCachedThreadPool),
				kind(ExecutorService.class, Executors::newSingleThreadExecutor),
				kind(ExecutorService.class, Executors::newWorkStealingPool),
				kind(ScheduledExecutorService.class, Executors::newSingleThreadScheduledExecutor),
				kind(Executor.class, () -> (task) -> new Thread(task).start()));
	}

	private static <T> Arguments kind(Class<T> type, Supplier<? extends T> supplier) {
		return Arguments.of(type, supplier);
	}

	static Stream<Arguments> submitting() {
		return kinds().filter((kind) -> kind.get()[0] != Executor.class);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	<T> void executedTasksAreCountedByOutcome(Class<T> type, Supplier<T> supplier) {
		this.runner.withBean("it", type, supplier).run((context) -> {
			assertThat(ExecutorStandIn.isOne(context.getBean("it"))).isTrue();
			Executor executor = (Executor) context.getBean(type);
			CountDownLatch ran = new CountDownLatch(2);
			executor.execute(ran::countDown);
			executor.execute(() -> {
				Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
				});
				ran.countDown();
				throw new ExpectedError();
			});
			ran.await();
			TaskCounts counts = TaskCounts.of(context, "it");
			counts.become(1, 1, 0, 0);
			assertThat(counts.value("executor_task_duration_seconds_count")).isEqualTo(2);
			assertThat(counts.value("executor_task_wait_seconds_count")).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@MethodSource("submitting")
	<T> void submittedTasksGiveWhatTheyGave(Class<T> type, Supplier<T> supplier) {
		this.runner.withBean("it", type, supplier).run((context) -> {
			Submitter executor = Submitter.of(context.getBean(type));
			assertThat(executor.submit(() -> "done").get()).isEqualTo("done");
			assertThat(executor.submit(() -> {
			}).get()).isNull();
			Future<?> failed = executor.submit(FAILS);
			Waiting.until(failed::isDone);
			Future<String> failedCall = executor.submit((Callable<String>) () -> {
				throw new java.io.IOException("expected");
			});
			Waiting.until(failedCall::isDone);
			TaskCounts.of(context, "it").become(2, 2, 0, 0);
		});
	}

	@ParameterizedTest
	@MethodSource("submitting")
	<T> void cancelledTasksAreCountedOnceBeforeTheyRunAndWhileTheyDo(Class<T> type, Supplier<T> supplier) {
		this.runner.withBean("it", type, supplier).run((context) -> {
			Submitter executor = Submitter.of(context.getBean(type));
			CountDownLatch started = new CountDownLatch(1);
			CountDownLatch end = new CountDownLatch(1);
			Future<?> running = executor.submit(() -> {
				started.countDown();
				end.await();
				return "never";
			});
			started.await();
			TaskCounts counts = TaskCounts.of(context, "it");
			assertThat(counts.value("executor_tasks_in_progress")).isEqualTo(1);
			assertThat(counts.value("executor_oldest_task_age_seconds")).isPositive();
			assertThat(running.cancel(true)).isTrue();
			end.countDown();
			counts.become(0, 0, 0, 1);
			assertThat(running.isCancelled()).isTrue();
		});
	}

	@ParameterizedTest
	@MethodSource("submitting")
	<T> void tasksOfAGroupAreCounted(Class<T> type, Supplier<T> supplier) {
		this.runner.withBean("it", type, supplier).run((context) -> {
			if (context.getBean(type) instanceof ExecutorService executor) {
				List<Callable<String>> tasks = List.of(() -> "a", () -> "b", () -> {
					throw new IllegalStateException("expected");
				});
				assertThat(executor.invokeAll(tasks)).hasSize(3).allMatch(Future::isDone);
				TaskCounts.of(context, "it").become(2, 1, 0, 0);
				assertThat(executor.<String>invokeAny(List.of(() -> "c"))).isEqualTo("c");
				TaskCounts.of(context, "it").become(3, 1, 0, 0);
			}
		});
	}

	@ParameterizedTest
	@MethodSource("submitting")
	<T> void completableTasksStayWhatTheyAre(Class<T> type, Supplier<T> supplier) {
		this.runner.withBean("it", type, supplier).run((context) -> {
			if (context.getBean(type) instanceof AsyncTaskExecutor executor) {
				CompletableFuture<String> done = executor.submitCompletable(() -> "done");
				assertThat(done.get()).isEqualTo("done");
				TaskCounts.of(context, "it").become(1, 0, 0, 0);
			}
			if (context.getBean(type) instanceof TaskScheduler scheduler) {
				Future<?> future = scheduler.schedule(() -> {
				}, Instant.now());
				assertThat(future.get()).isNull();
				TaskCounts.of(context, "it").become(2, 0, 0, 0);
			}
		});
	}

	@ParameterizedTest
	@MethodSource("virtual")
	@EnabledForJreRange(min = JRE.JAVA_21)
	<T> void virtualThreadsAreMeasuredAsOthers(Class<T> type, Supplier<T> supplier) {
		executedTasksAreCountedByOutcome(type, supplier);
		submittedTasksGiveWhatTheyGave(type, supplier);
		cancelledTasksAreCountedOnceBeforeTheyRunAndWhileTheyDo(type, supplier);
		tasksOfAGroupAreCounted(type, supplier);
		completableTasksStayWhatTheyAre(type, supplier);
	}

	static Stream<Arguments> virtual() {
		return Stream.of(kind(ExecutorService.class, ExecutorKindsTests::perTask),
				kind(SimpleAsyncTaskExecutor.class, () -> {
					SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
					executor.setVirtualThreads(true);
					return executor;
				}), kind(SimpleAsyncTaskScheduler.class, () -> {
					SimpleAsyncTaskScheduler executor = new SimpleAsyncTaskScheduler();
					executor.setVirtualThreads(true);
					return executor;
				}), kind(org.springframework.core.task.VirtualThreadTaskExecutor.class,
						org.springframework.core.task.VirtualThreadTaskExecutor::new));
	}

	private static ExecutorService perTask() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SuppressWarnings("serial")
	static class OwnTaskExecutor extends ThreadPoolTaskExecutor {

		@Override
		public <T> Future<T> submit(Callable<T> task) {
			return super.submit(() -> task.call());
		}

	}

	static class OwnThreadPool extends ThreadPoolExecutor {

		OwnThreadPool() {
			super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
		}

		@Override
		protected void afterExecute(Runnable task, Throwable error) {
			super.afterExecute(task, error);
		}

	}

	@SuppressWarnings("serial")
	static class ExpectedError extends Error {

		@Override
		public synchronized Throwable fillInStackTrace() {
			return this;
		}

	}

	/** The two interfaces that have the same methods. */
	interface Submitter {

		Future<?> submit(Runnable task);

		<V> Future<V> submit(Callable<V> task);

		static Submitter of(Object executor) {
			return (executor instanceof ExecutorService service) ? new OfService(service)
					: new OfSpring((AsyncTaskExecutor) executor);
		}

	}

	record OfService(ExecutorService service) implements Submitter {

		@Override
		public Future<?> submit(Runnable task) {
			return this.service.submit(task);
		}

		@Override
		public <V> Future<V> submit(Callable<V> task) {
			return this.service.submit(task);
		}

	}

	record OfSpring(AsyncTaskExecutor executor) implements Submitter {

		@Override
		public Future<?> submit(Runnable task) {
			return this.executor.submit(task);
		}

		@Override
		public <V> Future<V> submit(Callable<V> task) {
			return this.executor.submit(task);
		}

	}

}
