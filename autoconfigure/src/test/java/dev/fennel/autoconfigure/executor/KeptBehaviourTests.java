package dev.fennel.autoconfigure.executor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application sees of its executors is what it would see without.
 */
class KeptBehaviourTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(FennelAutoConfiguration.class, ExecutorMetricsAutoConfiguration.class));

	@Test
	void theDecoratorOfTheApplicationDecoratesEachTaskOnce() {
		List<Runnable> decorated = Collections.synchronizedList(new ArrayList<>());
		AtomicInteger runs = new AtomicInteger();
		this.runner.withBean("it", ThreadPoolTaskExecutor.class, () -> {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setTaskDecorator((task) -> {
				decorated.add(task);
				return () -> {
					runs.incrementAndGet();
					task.run();
				};
			});
			return executor;
		}).run((context) -> {
			ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
			executor.execute(() -> {
			});
			assertThat(executor.submit(() -> "done").get()).isEqualTo("done");
			TaskCounts.of(context, "it").become(2, 0, 0, 0);
			assertThat(decorated).hasSize(2).last().isInstanceOf(FutureTask.class);
			assertThat(runs).hasValue(2);
		});
	}

	@Test
	void uncaughtExceptionsReachTheHandlerOfTheThread() {
		AtomicReference<Throwable> uncaught = new AtomicReference<>();
		IllegalStateException failure = new IllegalStateException("expected");
		this.runner.withBean("it", SimpleAsyncTaskExecutor.class, () -> new SimpleAsyncTaskExecutor((task) -> {
			Thread thread = new Thread(task, "own name");
			thread.setUncaughtExceptionHandler((source, error) -> uncaught.set(error));
			return thread;
		})).run((context) -> {
			AtomicReference<String> name = new AtomicReference<>();
			context.getBean(SimpleAsyncTaskExecutor.class).execute(() -> {
				name.set(Thread.currentThread().getName());
				throw failure;
			});
			Waiting.until(() -> uncaught.get() != null);
			assertThat(uncaught.get()).isSameAs(failure);
			assertThat(failure.getStackTrace()).anyMatch((frame) -> frame.getClassName().contains("KeptBehaviour"));
			assertThat(name).hasValue("own name");
		});
	}

	@Test
	void executorsWithFinalMethodsHaveTheirState() {
		SimpleAsyncTaskExecutor target = new SimpleAsyncTaskExecutor((task) -> new Thread(task));
		target.setConcurrencyLimit(7);
		this.runner.withBean("it", SimpleAsyncTaskExecutor.class, () -> target).run((context) -> {
			SimpleAsyncTaskExecutor executor = context.getBean(SimpleAsyncTaskExecutor.class);
			assertThat(executor).isNotSameAs(target);
			assertThat(executor.getConcurrencyLimit()).isEqualTo(7);
			assertThat(executor.getThreadFactory()).isSameAs(target.getThreadFactory()).isNotNull();
			executor.setConcurrencyLimit(8);
			assertThat(target.getConcurrencyLimit()).isEqualTo(8);
			assertThat(TaskCounts.of(context, "it").value("executor_threads_max")).isEqualTo(8);
		});
		assertThat(target.isActive()).isFalse();
	}

	@Test
	void whatIsRemovedIsWhatWasHandedOver() {
		this.runner.withBean("it", ThreadPoolExecutor.class, OneThread::new).run((context) -> {
			ThreadPoolExecutor executor = context.getBean(ThreadPoolExecutor.class);
			CountDownLatch end = block(executor);
			Runnable task = () -> {
			};
			executor.execute(task);
			Future<?> submitted = executor.submit(task);
			Future<?> purged = executor.submit(task);
			assertThat(executor.getQueue()).hasSize(3);
			assertThat(executor.remove(() -> {
			})).isFalse();
			assertThat(executor.remove(task)).isTrue();
			assertThat(executor.remove(task)).isFalse();
			assertThat(executor.remove((Runnable) submitted)).isTrue();
			assertThat(submitted.isDone()).isFalse();
			purged.cancel(false);
			executor.purge();
			assertThat(executor.getQueue()).isEmpty();
			end.countDown();
			TaskCounts.of(context, "it").become(1, 0, 0, 3);
		});
	}

	@Test
	void whatHasNotRunComesBackAndCountsAsCancelled() {
		this.runner.withBean("it", ThreadPoolExecutor.class, OneThread::new).run((context) -> {
			ThreadPoolExecutor executor = context.getBean(ThreadPoolExecutor.class);
			CountDownLatch end = block(executor);
			AtomicInteger runs = new AtomicInteger();
			Runnable task = runs::incrementAndGet;
			executor.execute(task);
			Future<?> submitted = executor.submit(task);
			Future<?> cancelled = executor.submit(task);
			cancelled.cancel(false);
			List<Runnable> never = executor.shutdownNow();
			assertThat(never).containsExactly(task, (Runnable) submitted, (Runnable) cancelled);
			never.forEach(Runnable::run);
			assertThat(runs).hasValue(2);
			assertThat(submitted.get()).isNull();
			end.countDown();
			TaskCounts.of(context, "it").become(0, 1, 0, 3);
			assertThat(executor.isShutdown()).isTrue();
		});
	}

	@Test
	void sortedQueuesSortWhatTheyAreGiven() {
		this.runner.withBean("it", ThreadPoolExecutor.class, () -> new OneThread(new PriorityBlockingQueue<>()))
			.withBean("its", ThreadPoolExecutor.class,
					() -> new OneThread(new PriorityBlockingQueue<>(4, Comparator.comparing((task) -> (Ranked) task))))
			.run((context) -> context.getBeansOfType(ThreadPoolExecutor.class).forEach((name, executor) -> {
				List<Integer> order = Collections.synchronizedList(new ArrayList<>());
				CountDownLatch end = new CountDownLatch(1);
				executor.execute(new Ranked(0, () -> Waiting.until(() -> end.getCount() == 0)));
				for (int rank : new int[] { 3, 1, 2 }) {
					executor.execute(new Ranked(rank, () -> order.add(rank)));
				}
				end.countDown();
				Waiting.until(() -> order.size() == 3);
				assertThat(order).containsExactly(1, 2, 3);
				TaskCounts.of(context, name).become(0, 0, 0, 0);
			}));
	}

	@Test
	void poolsThatMakeTheirOwnFuturesAreGivenTheirOwnTasks() {
		this.runner.withBean("it", ThreadPoolExecutor.class, OwnFutures::new).run((context) -> {
			ThreadPoolExecutor executor = context.getBean(ThreadPoolExecutor.class);
			assertThat(executor.submit(new Named())).isInstanceOf(OwnFuture.class);
			assertThat(executor.submit(new Named()).get()).isEqualTo("named");
		});
	}

	@Test
	void poolsThatMakeTheirOwnFuturesDoSoBehindOthers() {
		this.runner
			.withBean("hidden", ExecutorService.class, () -> Executors.unconfigurableExecutorService(new OwnFutures()))
			.withBean("adapted", ConcurrentTaskExecutor.class, () -> new ConcurrentTaskExecutor(new OwnFutures()))
			.withBean("decorated", ScheduledThreadPoolExecutor.class, OwnDecoration::new)
			.run((context) -> {
				assertThat(context.getBean("hidden", ExecutorService.class).submit(new Named()).get())
					.isEqualTo("named");
				assertThat(context.getBean(ConcurrentTaskExecutor.class).submit(new Named()).get()).isEqualTo("named");
				ScheduledThreadPoolExecutor decorated = context.getBean(ScheduledThreadPoolExecutor.class);
				assertThat(decorated.submit(new Named()).get()).isEqualTo("named");
				assertThat(decorated.schedule(new Named(), 1, TimeUnit.MILLISECONDS).get()).isEqualTo("named");
			});
	}

	@Test
	void whatIsExecutedAsAFutureIsOneInTheQueue() {
		this.runner.withBean("it", ThreadPoolExecutor.class, OneThread::new).run((context) -> {
			ThreadPoolExecutor executor = context.getBean(ThreadPoolExecutor.class);
			CountDownLatch end = block(executor);
			FutureTask<String> purged = new FutureTask<>(() -> "never");
			FutureTask<String> cancelled = new FutureTask<>(() -> "never");
			executor.execute(purged);
			executor.execute(cancelled);
			purged.cancel(false);
			executor.purge();
			assertThat(executor.getQueue()).singleElement()
				.isInstanceOfSatisfying(Future.class, (future) -> assertThat(future.cancel(false)).isTrue());
			assertThat(cancelled.isCancelled()).isTrue();
			end.countDown();
			TaskCounts.of(context, "it").become(1, 0, 0, 2);
		});
	}

	@Test
	void completionServicesStandOnAPoolAndItsOwnFutures() {
		this.runner.withBean("own", StatefulFutures.class)
			.withBean("jdk", ThreadPoolExecutor.class,
					() -> new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()))
			.run((context) -> {
				for (String name : new String[] { "own", "jdk" }) {
					CompletionService<String> service = new ExecutorCompletionService<>(
							context.getBean(name, ThreadPoolExecutor.class));
					Future<String> unused = service.submit(() -> "done");
					assertThat(service.take().get()).isEqualTo("done");
					TaskCounts.of(context, name).become(1, 0, 0, 0);
				}
				StatefulFutures own = context.getBean(StatefulFutures.class);
				assertThat(own.made()).isEqualTo(1);
				assertThat(own.madeToo()).isEqualTo(1);
			});
	}

	@Test
	void spiesStaySpies() {
		this.runner.withBean("it", ThreadPoolTaskExecutor.class, () -> Mockito.spy(new ThreadPoolTaskExecutor()))
			.withBean("mock", Executor.class, () -> Mockito.mock(Executor.class))
			.run((context) -> {
				context.getBean(ThreadPoolTaskExecutor.class).setCorePoolSize(2);
				Mockito.verify(context.getBean(ThreadPoolTaskExecutor.class)).setCorePoolSize(2);
				Runnable task = () -> {
				};
				context.getBean("mock", Executor.class).execute(task);
				Mockito.verify(context.getBean("mock", Executor.class)).execute(task);
			});
	}

	@Test
	void interruptsAndClassLoadersAreThoseOfTheThread() {
		this.runner.withBean("it", ThreadPoolTaskExecutor.class).run((context) -> {
			ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
			ClassLoader loader = executor.submit(() -> Thread.currentThread().getContextClassLoader()).get();
			assertThat(loader).isSameAs(Thread.currentThread().getContextClassLoader());
			AtomicReference<Boolean> interrupted = new AtomicReference<>();
			CountDownLatch started = new CountDownLatch(1);
			Future<?> future = executor.submit(() -> {
				started.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					interrupted.set(true);
				}
			});
			started.await();
			future.cancel(true);
			Waiting.until(() -> interrupted.get() != null);
			TaskCounts.of(context, "it").become(1, 0, 0, 1);
		});
	}

	@Test
	void shutdownWaitsForTasksAndRunsOnce() {
		AtomicInteger ran = new AtomicInteger();
		this.runner.withUserConfiguration(Graceful.class).run((context) -> {
			Observed executor = context.getBean(Observed.class);
			CountDownLatch started = new CountDownLatch(1);
			executor.execute(() -> {
				started.countDown();
				Waiting.until(() -> executor.raw().events.get() > 0);
				ran.incrementAndGet();
			});
			executor.execute(ran::incrementAndGet);
			started.await();
			assertThat(executor.isRunning()).isTrue();
			context.close();
			assertThat(executor.getThreadPoolExecutor().isTerminated()).isTrue();
			assertThat(executor.raw().shutdowns).hasValue(1);
			assertThat(executor.raw().stops).hasValue(1);
			assertThat(executor.raw().events).hasValue(1);
			assertThat(ran).hasValue(2);
		});
	}

	private static CountDownLatch block(ThreadPoolExecutor executor) throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		executor.execute(() -> {
			Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
			});
			started.countDown();
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		started.await();
		return end;
	}

	static class OneThread extends ThreadPoolExecutor {

		OneThread() {
			this(new LinkedBlockingQueue<>());
		}

		OneThread(BlockingQueue<Runnable> queue) {
			super(1, 1, 1, TimeUnit.MINUTES, queue);
		}

	}

	record Ranked(int rank, Runnable task) implements Runnable, Comparable<Ranked> {

		@Override
		public void run() {
			this.task.run();
		}

		@Override
		public int compareTo(Ranked other) {
			return Integer.compare(this.rank, other.rank);
		}

	}

	static class OwnFutures extends OneThread {

		@Override
		protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
			return new OwnFuture<>(((Named) task).asTask());
		}

	}

	static class StatefulFutures extends OneThread {

		private final AtomicInteger made = new AtomicInteger();

		@Override
		protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
			this.made.incrementAndGet();
			return super.newTaskFor(task);
		}

		protected int made() {
			return this.made.get();
		}

		int madeToo() {
			return this.made.get();
		}

	}

	static class OwnDecoration extends ScheduledThreadPoolExecutor {

		OwnDecoration() {
			super(1);
		}

		@Override
		protected <V> RunnableScheduledFuture<V> decorateTask(Callable<V> task, RunnableScheduledFuture<V> future) {
			assertThat(task).isInstanceOf(Named.class);
			return future;
		}

	}

	static class OwnFuture<T> extends FutureTask<T> {

		OwnFuture(Callable<T> task) {
			super(task);
		}

	}

	static class Named implements Callable<String> {

		@Override
		public String call() {
			return "named";
		}

		@SuppressWarnings("unchecked")
		<T> Callable<T> asTask() {
			return (Callable<T>) this;
		}

	}

	@SuppressWarnings("serial")
	static class Observed extends ThreadPoolTaskExecutor {

		private final AtomicInteger shutdowns = new AtomicInteger();

		private final AtomicInteger stops = new AtomicInteger();

		private final AtomicInteger events = new AtomicInteger();

		Observed raw() {
			return this;
		}

		@Override
		public void stop(Runnable callback) {
			this.stops.incrementAndGet();
			super.stop(callback);
		}

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			this.events.incrementAndGet();
			super.onApplicationEvent(event);
		}

		@Override
		public void shutdown() {
			this.shutdowns.incrementAndGet();
			super.shutdown();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Graceful {

		@Bean
		Observed it() {
			Observed executor = new Observed();
			executor.setWaitForTasksToCompleteOnShutdown(true);
			executor.setAwaitTerminationSeconds(30);
			return executor;
		}

	}

}
