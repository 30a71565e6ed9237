package dev.fennel.autoconfigure.executor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Thousands of tasks, a third cancelled and a third failing, are counted exactly.
 */
class ExactCountsTests {

	private static final int THREADS = 5;

	private static final int TASKS_PER_THREAD = 2000;

	private static final int ALL = THREADS * TASKS_PER_THREAD;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class, ExecutorMetricsAutoConfiguration.class))
		.withUserConfiguration(Mill.class);

	@Test
	void submittedTasks() {
		this.runner.run((context) -> {
			ThreadPoolTaskExecutor executor = context.getBean("mill", ThreadPoolTaskExecutor.class);
			TaskCounts counts = TaskCounts.of(context, "mill");
			soak(counts, (i) -> executor.submit(task(i)));
			assertThat(counts.value("executor_tasks_queued")).isZero();
		});
	}

	@Test
	void asyncMethods() {
		this.runner.run((context) -> {
			Miller miller = context.getBean(Miller.class);
			soak(TaskCounts.of(context, "mill"), miller::grind);
		});
	}

	@Test
	void tasksOfASchedulerThatAreDueAtOnce() {
		this.runner.run((context) -> {
			ScheduledThreadPoolExecutor executor = context.getBean(ScheduledThreadPoolExecutor.class);
			soak(TaskCounts.of(context, "clock"), (i) -> executor.submit(task(i)));
		});
	}

	@Test
	void asyncMethodsThatReturnStages() {
		this.runner.run((context) -> {
			Miller miller = context.getBean(Miller.class);
			soak(TaskCounts.of(context, "mill"), miller::grindToTheEnd);
		});
	}

	@Test
	void tasksThatOverflowAreRejected() {
		this.runner.run((context) -> {
			ThreadPoolTaskExecutor executor = context.getBean("narrow", ThreadPoolTaskExecutor.class);
			CountDownLatch end = new CountDownLatch(1);
			AtomicInteger rejected = new AtomicInteger();
			for (int i = 0; i < 20; i++) {
				Callable<Object> task = () -> {
					end.await();
					return "done";
				};
				try {
					if (i % 2 == 0) {
						Future<Object> unused = executor.submit(task);
					}
					else {
						executor.execute(() -> Waiting.until(() -> end.getCount() == 0));
					}
				}
				catch (TaskRejectedException ex) {
					assertThat(ex).hasMessageContaining("did not accept task: " + ((i % 2 == 0) ? task : ""));
					rejected.incrementAndGet();
				}
			}
			TaskCounts counts = TaskCounts.of(context, "narrow");
			assertThat(rejected).hasValue(15);
			assertThat(counts.value("executor_tasks_queued")).isEqualTo(4);
			assertThat(counts.value("executor_tasks_in_progress")).isEqualTo(1);
			assertThat(counts.value("executor_threads")).isEqualTo(1);
			assertThat(counts.value("executor_threads_max")).isEqualTo(1);
			end.countDown();
			counts.become(5, 0, 15, 0);
			assertThat(counts.value("executor_task_wait_seconds_count")).isEqualTo(5);
		});
	}

	@Test
	void theCallerThatRunsATaskItselfCountsItOnce() {
		this.runner.run((context) -> {
			ThreadPoolTaskExecutor executor = context.getBean("callers", ThreadPoolTaskExecutor.class);
			CountDownLatch end = new CountDownLatch(1);
			executor.execute(() -> Waiting.until(() -> end.getCount() == 0));
			List<Thread> ran = Collections.synchronizedList(new ArrayList<>());
			executor.execute(() -> ran.add(Thread.currentThread()));
			assertThat(ran).containsExactly(Thread.currentThread());
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> executor.execute(() -> {
				throw new IllegalStateException("expected");
			}));
			end.countDown();
			TaskCounts.of(context, "callers").become(2, 1, 0, 0);
		});
	}

	@Test
	void tasksThatAPolicyDropsAreRejectedToo() {
		this.runner.withUserConfiguration(Dropping.class).run((context) -> {
			for (String name : List.of("newest", "oldest")) {
				ThreadPoolExecutor executor = context.getBean(name, ThreadPoolExecutor.class);
				assertThat(executor.getRejectedExecutionHandler()).isInstanceOf(name.equals("newest")
						? ThreadPoolExecutor.DiscardPolicy.class : ThreadPoolExecutor.DiscardOldestPolicy.class);
				CountDownLatch end = new CountDownLatch(1);
				executor.execute(() -> Waiting.until(() -> end.getCount() == 0));
				Future<?> first = executor.submit(() -> "first");
				Future<?> second = executor.submit(() -> "second");
				executor.execute(() -> {
				});
				end.countDown();
				TaskCounts.of(context, name).become(2, 0, 2, 0);
				assertThat(first.isDone()).isEqualTo(name.equals("newest"));
				assertThat(second.isDone()).isFalse();
				executor.shutdown();
				executor.execute(() -> {
				});
				TaskCounts.of(context, name).become(2, 0, 3, 0);
			}
		});
	}

	@Test
	void tasksThatAPolicyDropsAreRejectedHoweverTheyGetToThePool() {
		this.runner.withUserConfiguration(DroppingBehind.class).run((context) -> {
			for (String name : List.of("decorated", "behind")) {
				AsyncTaskExecutor executor = context.getBean(name, AsyncTaskExecutor.class);
				CountDownLatch end = new CountDownLatch(1);
				executor.execute(() -> Waiting.until(() -> end.getCount() == 0));
				TaskCounts counts = TaskCounts.of(context, name);
				Waiting.until(() -> counts.value("executor_tasks_in_progress") == 1);
				for (int i = 0; i < 3; i++) {
					executor.execute(() -> {
					});
					Future<?> unused = executor.submit(() -> "done");
				}
				assertThat(counts.value("executor_tasks_queued")).isEqualTo(1);
				end.countDown();
				counts.become(2, 0, 5, 0);
				assertThat(counts.value("executor_tasks_queued")).isZero();
			}
		});
	}

	/** The client's own counts are the truth: each future knows how it ended. */
	private static void soak(TaskCounts counts, IntFunction<Future<?>> submit) throws InterruptedException {
		Queue<Future<?>> futures = new ConcurrentLinkedQueue<>();
		List<Thread> clients = IntStream.range(0, THREADS)
			.mapToObj((thread) -> new Thread(() -> IntStream.range(0, TASKS_PER_THREAD).forEach((i) -> {
				Future<?> future = submit.apply(i);
				futures.add(future);
				if (i % 3 == 0) {
					if (i % 2 == 0) {
						Thread.yield();
					}
					future.cancel(i % 4 == 0);
				}
			})))
			.toList();
		clients.forEach(Thread::start);
		for (Thread client : clients) {
			client.join();
		}
		assertThat(futures).hasSize(ALL);
		Waiting.until(() -> futures.stream().allMatch(Future::isDone));
		int cancelled = count(futures, Future::isCancelled);
		int failed = count(futures, ExactCountsTests::hasFailed);
		counts.become(ALL - cancelled - failed, failed, 0, cancelled);
		assertThat(cancelled).isPositive();
		assertThat(failed).isGreaterThanOrEqualTo(ALL / 4);
	}

	private static int count(Collection<Future<?>> futures, java.util.function.Predicate<Future<?>> which) {
		return (int) futures.stream().filter(which).count();
	}

	private static boolean hasFailed(Future<?> future) {
		try {
			return !future.isCancelled() && future.get() == null;
		}
		catch (Exception ex) {
			return true;
		}
	}

	private static Callable<String> task(int i) {
		return () -> {
			if (i % 3 == 1 && i % 2 == 0) {
				throw new StackOverflowError("expected");
			}
			if (i % 3 == 1) {
				throw new IllegalStateException("expected");
			}
			if (i % 3 == 0) {
				Thread.yield();
			}
			return "done";
		};
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Mill {

		@Bean
		ThreadPoolTaskExecutor mill() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(4);
			return executor;
		}

		@Bean
		ScheduledThreadPoolExecutor clock() {
			return new ScheduledThreadPoolExecutor(4);
		}

		@Bean
		ThreadPoolTaskExecutor narrow() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setMaxPoolSize(1);
			executor.setQueueCapacity(4);
			return executor;
		}

		@Bean
		ThreadPoolTaskExecutor callers() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setMaxPoolSize(1);
			executor.setQueueCapacity(0);
			executor.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
			return executor;
		}

		@Bean
		Miller miller() {
			return new Miller();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Dropping {

		@Bean
		ThreadPoolExecutor newest() {
			return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1),
					new ThreadPoolExecutor.DiscardPolicy());
		}

		@Bean
		ThreadPoolExecutor oldest() {
			return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1),
					new ThreadPoolExecutor.DiscardOldestPolicy());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DroppingBehind {

		@Bean
		ThreadPoolTaskExecutor decorated() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setMaxPoolSize(1);
			executor.setQueueCapacity(1);
			executor.setTaskDecorator((task) -> () -> task.run());
			executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
			return executor;
		}

		@Bean
		ConcurrentTaskExecutor behind() {
			return new ConcurrentTaskExecutor(new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES,
					new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardPolicy()));
		}

	}

	static class Miller {

		@Async("mill")
		Future<String> grind(int i) {
			try {
				return CompletableFuture.completedFuture(task(i).call());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Async("mill")
		CompletableFuture<String> grindToTheEnd(int i) {
			try {
				return CompletableFuture.completedFuture(task(i).call());
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
