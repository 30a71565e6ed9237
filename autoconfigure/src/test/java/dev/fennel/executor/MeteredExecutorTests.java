package dev.fennel.executor;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MeteredExecutorTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final ExecutorMetrics metrics = new ExecutorMetrics(MetricFactory.with(this.registry).build());

	@Test
	void allSeriesAreThereAtZero() {
		this.metrics.measure("it", (TaskExecutor) Runnable::run);
		for (String outcome : new String[] { "success", "failure", "rejected", "cancelled" }) {
			assertThat(page().samples()).containsEntry(total(outcome), 0.0);
		}
		assertThat(page().samples()).containsEntry("executor_tasks_in_progress{executor=\"it\"}", 0.0)
			.containsEntry("executor_tasks_queued{executor=\"it\"}", 0.0)
			.containsEntry("executor_oldest_task_age_seconds{executor=\"it\"}", 0.0)
			.doesNotContainKey("executor_threads{executor=\"it\"}");
	}

	@Test
	void whatIsHandedOverAsAFutureOfItsOwnHasThatsOutcome() throws Throwable {
		TaskExecutor direct = Runnable::run;
		FutureTask<String> succeeds = new FutureTask<>(() -> "done");
		FutureTask<String> fails = new FutureTask<>(() -> {
			throw new IllegalStateException("expected");
		});
		FutureTask<String> cancelled = new FutureTask<>(() -> "never");
		cancelled.cancel(false);
		for (FutureTask<String> task : List.of(succeeds, fails, cancelled)) {
			execute(direct, task);
		}
		assertThat(page().samples()).containsEntry(total("success"), 1.0)
			.containsEntry(total("failure"), 1.0)
			.containsEntry(total("cancelled"), 1.0);
	}

	@Test
	void taskThatIsRunAgainCountsOnce() throws Throwable {
		AtomicInteger runs = new AtomicInteger();
		execute((task) -> {
			task.run();
			task.run();
		}, runs::incrementAndGet);
		assertThat(runs).hasValue(2);
		assertThat(page().value(total("success"))).isEqualTo(1);
	}

	@Test
	void anErrorOfTheExecutorsIsThrownAndTheTaskRejected() {
		OutOfMemoryError error = new OutOfMemoryError("no more threads, expected");
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> execute((task) -> {
			throw error;
		}, () -> {
		})).isSameAs(error);
		assertThat(page().samples()).containsEntry(total("rejected"), 1.0)
			.containsEntry("executor_tasks_queued{executor=\"it\"}", 0.0);
	}

	@Test
	void tasksWaitWhereNoQueueTellsOfThem() throws Throwable {
		List<Runnable> kept = new ArrayList<>();
		TaskExecutor keeps = kept::add;
		execute(keeps, () -> {
		});
		assertThat(page().value("executor_tasks_queued{executor=\"it\"}")).isEqualTo(1);
		assertThat(kept).singleElement().satisfies((task) -> assertThat(task.toString()).contains("Lambda"));
		kept.get(0).run();
		assertThat(page().samples()).containsEntry("executor_tasks_queued{executor=\"it\"}", 0.0)
			.containsEntry("executor_task_wait_seconds_count{executor=\"it\"}", 1.0);
	}

	@Test
	void whatMayRunElsewhereIsHandedOverAsItIs() throws Throwable {
		Runnable task = (Runnable & Serializable) () -> {
		};
		assertThat(execute(Runnable::run, task)).isSameAs(MeteredExecutor.NOT_ANSWERED);
		assertThat(execute(new SyncTaskExecutor(), task)).isNull();
	}

	@Test
	void nullIsTheExecutorsMatter() throws Throwable {
		assertThat(execute(Runnable::run, null)).isSameAs(MeteredExecutor.NOT_ANSWERED);
	}

	@Test
	void stagesRunOnAMeteredExecutor() throws Throwable {
		ExecutorService target = Executors.newSingleThreadExecutor();
		MeteredExecutor metered = this.metrics.measure("it", target);
		Method execute = ExecutorService.class.getMethod("execute", Runnable.class);
		String result = CompletableFuture.supplyAsync(() -> "done", (task) -> {
			try {
				metered.answer(execute, new Object[] { task });
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		}).get();
		assertThat(result).isEqualTo("done");
		Waiting.until(() -> page().value(total("success")) == 1);
		target.shutdown();
	}

	@Test
	void aStageMayRunOnAnyExecutor() {
		List<Runnable> given = new ArrayList<>();
		TaskExecutor keeps = given::add;
		MeteredExecutor metered = this.metrics.measure("it", keeps);
		CompletableFuture<String> stage = CompletableFuture.supplyAsync(() -> "done", (task) -> {
			try {
				metered.answer(TaskExecutor.class.getMethod("execute", Runnable.class), new Object[] { task });
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		});
		given.forEach(Runnable::run);
		assertThat(stage).isCompletedWithValue("done");
		assertThat(page().value(total("success"))).isEqualTo(1);
	}

	@Test
	void taskIsWhatAMethodDeclaresAsOne() throws Exception {
		assertThat(MeteredExecutor.mayAnswer(ForkJoinPool.class.getMethod("submit", Runnable.class))).isTrue();
		assertThat(MeteredExecutor.mayAnswer(ForkJoinPool.class.getMethod("invokeAll", Collection.class))).isTrue();
		assertThat(MeteredExecutor.mayAnswer(ForkJoinPool.class.getMethod("submit", ForkJoinTask.class))).isFalse();
	}

	@Test
	void whatAStageShouldTellIsToldWithoutOne() throws Throwable {
		AsyncTaskExecutor target = new Stageless();
		Method submit = AsyncTaskExecutor.class.getMethod("submitCompletable", Runnable.class);
		Runnable task = () -> {
		};
		assertThat(this.metrics.measure("it", target).answer(submit, new Object[] { task })).isNull();
		assertThat(page().value(total("success"))).isEqualTo(1);
	}

	@Test
	void aTaskThatHasEndedIsNotCancelledAnyMore() throws Throwable {
		LateFutures target = new LateFutures();
		Method submit = AsyncTaskExecutor.class.getMethod("submit", Callable.class);
		Callable<String> task = () -> "done";
		Future<?> future = (Future<?>) Objects
			.requireNonNull(this.metrics.measure("it", target).answer(submit, new Object[] { task }));
		target.ended.await();
		AtomicBoolean cancelled = new AtomicBoolean();
		Thread cancels = new Thread(() -> cancelled.set(future.cancel(true)));
		cancels.start();
		Waiting.until(() -> Set.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED).contains(cancels.getState()));
		target.end.countDown();
		cancels.join();
		assertThat(cancelled).isFalse();
		assertThat(future.get()).isEqualTo("done");
		assertThat(page().samples()).containsEntry(total("success"), 1.0).containsEntry(total("cancelled"), 0.0);
	}

	@Test
	void whatIsDoneIsNotKept() throws Throwable {
		ExecutorService target = Executors.newSingleThreadExecutor();
		Method submit = ExecutorService.class.getMethod("submit", Runnable.class);
		Runnable task = () -> {
		};
		MeteredFutureTask<?> future = (MeteredFutureTask<?>) this.metrics.measure("it", target)
			.answer(submit, new Object[] { task });
		Waiting.until(() -> page().value(total("success")) == 1);
		assertThat(future.task()).isSameAs(future);
		target.shutdown();
	}

	private @Nullable Object execute(TaskExecutor target, @Nullable Runnable task) throws Throwable {
		return this.metrics.measure("it", target)
			.answer(TaskExecutor.class.getMethod("execute", Runnable.class), new Object[] { task });
	}

	private Page page() {
		return Scrapes.of(this.registry);
	}

	private static String total(String outcome) {
		return "executor_tasks_total{executor=\"it\",outcome=\"%s\"}".formatted(outcome);
	}

	/**
	 * Its futures know late that their tasks have ended.
	 */
	static class LateFutures implements AsyncTaskExecutor {

		private final CountDownLatch ended = new CountDownLatch(1);

		private final CountDownLatch end = new CountDownLatch(1);

		@Override
		public void execute(Runnable task) {
			new Thread(task).start();
		}

		@Override
		public <T> Future<T> submit(Callable<T> task) {
			FutureTask<T> future = new FutureTask<>(task) {

				@Override
				protected void set(T result) {
					LateFutures.this.ended.countDown();
					try {
						LateFutures.this.end.await();
					}
					catch (InterruptedException ex) {
						throw new IllegalStateException(ex);
					}
					super.set(result);
				}

			};
			execute(future);
			return future;
		}

	}

	static class Stageless implements AsyncTaskExecutor {

		@Override
		public void execute(Runnable task) {
			task.run();
		}

		@Override
		@SuppressWarnings("NullAway")
		public CompletableFuture<Void> submitCompletable(Runnable task) {
			task.run();
			return null;
		}

	}

}
