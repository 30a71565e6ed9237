package dev.fennel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.fennel.testing.Scrapes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class MeasuredStagesTests {

	private final List<Double> durations = new CopyOnWriteArrayList<>();

	private final List<String> failures = new CopyOnWriteArrayList<>();

	private final List<Integer> moves = new CopyOnWriteArrayList<>();

	private final CompletableFuture<String> stage = new CompletableFuture<>();

	@ParameterizedTest(name = "{0}")
	@MethodSource("overloads")
	void sameStageComesBackAndIsMeasuredToItsEnd(String name, Overload overload) throws Exception {
		assertThat(overload.measure(this)).isSameAs(this.stage);
		assertThat(this.durations).isEmpty();
		assertThat(this.failures).isEmpty();
		assertThat(this.moves).isIn(List.of(), List.of(1));
		this.stage.completeExceptionally(new IOException());
		this.stage.complete("too late");
		switch (name.substring(0, name.indexOf(','))) {
			case "time" -> assertThat(this.durations).hasSize(1);
			case "count" -> assertThat(this.failures).containsExactly("counted");
			case "count by name" -> assertThat(this.failures).containsExactly("IOException");
			case "track" -> assertThat(this.moves).containsExactly(1, -1);
			default -> throw new IllegalArgumentException(name);
		}
	}

	@Test
	void successEndsAStageOnce() {
		measure(this.stage).complete("result");
		assertEndedOnce();
		assertThat(this.failures).isEmpty();
	}

	@Test
	void failureEndsAStageOnceAndIsNamedByItsCause() {
		CompletableFuture<String> dependent = this.stage.thenApply(String::trim);
		measure(dependent);
		this.stage.completeExceptionally(new IOException());
		assertEndedOnce();
		assertThat(this.failures).containsExactly("IOException");
	}

	@Test
	void cancellationReachesTheStageAndEndsItOnce() {
		measure(this.stage).cancel(true);
		this.stage.cancel(true);
		assertThat(this.stage).isCancelled();
		assertEndedOnce();
		assertThat(this.failures).isEmpty();
	}

	@Test
	void cancellationCountsWhereItsTypeIsNamed() {
		Measured.countExceptions(ExceptionCounter.byName(this.failures::add, CancellationException.class), this.stage);
		CompletableFuture<String> dependent = this.stage.thenApply(String::trim);
		Measured.countExceptions(ExceptionCounter.byName(this.failures::add, Throwable.class), dependent);
		this.stage.cancel(true);
		assertThat(this.failures).containsExactly("CancellationException", "CancellationException");
	}

	@Test
	void timeoutEndsAStageOnce() {
		measure(this.stage).orTimeout(10, TimeUnit.MILLISECONDS);
		Awaitility.await().until(() -> this.failures, (names) -> names.equals(List.of("TimeoutException")));
		this.stage.complete("too late");
		assertEndedOnce();
	}

	@Test
	void stageThatIsCompleteIsMeasuredAtOnce() {
		measure(CompletableFuture.completedStage("result"));
		assertEndedOnce();
	}

	@Test
	void stageThatNobodyWaitsForIsMeasured() throws InterruptedException {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		measure(CompletableFuture.runAsync(() -> {
			throw new IllegalStateException();
		}, executor));
		executor.shutdown();
		assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		assertEndedOnce();
		assertThat(this.failures).containsExactly("IllegalStateException");
	}

	@Test
	void stageIsMeasuredFromTheCallOfWhatMakesIt() throws InterruptedException {
		Measured.time(this.durations::add, () -> {
			Thread.sleep(30);
			return CompletableFuture.completedFuture("result");
		}).join();
		assertThat(this.durations).singleElement().satisfies((seconds) -> assertThat(seconds).isBetween(0.02, 10.0));
	}

	@Test
	void workThatThrowsBeforeThereIsAStageIsMeasured() {
		IllegalStateException exception = new IllegalStateException();
		Work<CompletableFuture<String>, RuntimeException> work = () -> {
			throw exception;
		};
		assertThat(catchThrowable(
				() -> Measured.time(this.durations::add, () -> Measured.trackInProgress(this.moves::add, work))))
			.isSameAs(exception);
		assertEndedOnce();
	}

	@Test
	void stageThatCannotBeHeardOfIsHandedOnAndLeavesNothingInProgress() {
		CompletableFuture<String> deaf = new CompletableFuture<>() {

			@Override
			public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
				throw new UnsupportedOperationException();
			}

		};
		assertThat(measure(deaf)).isSameAs(deaf);
		assertEndedOnce();
	}

	@Test
	void whatThrowsWhenRecordedOnDoesNotReachTheStageNorWhoWaitsForIt() {
		CompletableFuture<String> measured = Measured.time((seconds) -> {
			throw new IllegalStateException();
		}, Measured.countExceptions(() -> {
			throw new IllegalStateException();
		}, Measured.trackInProgress((by) -> {
			throw new IllegalStateException();
		}, this.stage)));
		CompletableFuture<String> waiting = measured.thenApply(String::trim);
		this.stage.complete(" result ");
		assertThat(waiting).isCompletedWithValue("result");
	}

	@Test
	void tenThousandStagesOfWhichHalfAreCancelledAreCountedExactly() throws InterruptedException {
		GuardedRegistry registry = new GuardedRegistry();
		MetricFactory metrics = MetricFactory.with(registry).build();
		var histogram = metrics.histogram("wait_seconds").register().labelValues();
		var counter = metrics.counter("cancelled").register().labelValues();
		var gauge = metrics.gauge("running").register().labelValues();
		AtomicInteger cancelled = new AtomicInteger();
		ExecutorService executor = Executors.newFixedThreadPool(16);
		for (int i = 0; i < 10_000; i++) {
			CompletableFuture<String> future = new CompletableFuture<>();
			executor.execute(() -> {
				Measured.time(histogram::observe, future);
				Measured.countExceptions(ExceptionCounter.of(counter::inc, CancellationException.class), future);
				Measured.trackInProgress(gauge::inc, future);
			});
			Runnable complete = () -> future.complete("result");
			Runnable cancel = () -> cancelled.addAndGet(future.cancel(true) ? 1 : 0);
			executor.execute((i % 2 == 0) ? complete : cancel);
			executor.execute((i % 2 == 0) ? cancel : complete);
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		Map<String, Double> samples = Scrapes.of(registry).samples();
		assertThat(cancelled.get()).isPositive().isLessThan(10_000);
		assertThat(samples).containsEntry("wait_seconds_count", 10_000.0)
			.containsEntry("cancelled_total", (double) cancelled.get())
			.containsEntry("running", 0.0);
	}

	static Stream<Arguments> overloads() {
		return Stream.of(
				overload("time, stage", (test) -> Measured.time(test.durations::add, (CompletionStage<?>) test.stage)),
				overload("time, future", (test) -> Measured.time(test.durations::add, test.stage)),
				overload("time, lambda", (test) -> Measured.time(test.durations::add, () -> test.stage)),
				overload("time, callable",
						(test) -> Measured.time(test.durations::add, (Callable<Object>) () -> test.stage)),
				overload("time, supplier",
						(test) -> Measured.time(test.durations::add, (Supplier<Object>) () -> test.stage)),
				overload("count, stage",
						(test) -> Measured.countExceptions(test::count, (CompletionStage<?>) test.stage)),
				overload("count, future", (test) -> Measured.countExceptions(test::count, test.stage)),
				overload("count, lambda", (test) -> Measured.countExceptions(test::count, () -> test.stage)),
				overload("count by name, stage",
						(test) -> Measured.countExceptions(test.byName(), (CompletionStage<?>) test.stage)),
				overload("count by name, future", (test) -> Measured.countExceptions(test.byName(), test.stage)),
				overload("count by name, lambda", (test) -> Measured.countExceptions(test.byName(), () -> test.stage)),
				overload("track, stage",
						(test) -> Measured.trackInProgress(test.moves::add, (CompletionStage<?>) test.stage)),
				overload("track, future", (test) -> Measured.trackInProgress(test.moves::add, test.stage)),
				overload("track, lambda", (test) -> Measured.trackInProgress(test.moves::add, () -> test.stage)));
	}

	private static Arguments overload(String name, Overload overload) {
		return Arguments.of(name, overload);
	}

	private void count() {
		this.failures.add("counted");
	}

	private ExceptionCounter byName() {
		return ExceptionCounter.byName(this.failures::add);
	}

	private <T> CompletableFuture<T> measure(CompletionStage<T> measured) {
		Measured.time(this.durations::add, measured);
		Measured.countExceptions(byName(), measured);
		Measured.trackInProgress(this.moves::add, measured);
		return (measured instanceof CompletableFuture<T> future) ? future : new CompletableFuture<>();
	}

	private void assertEndedOnce() {
		assertThat(this.durations).hasSize(1).allMatch((seconds) -> seconds >= 0);
		assertThat(this.moves).containsExactly(1, -1);
	}

	interface Overload {

		Object measure(MeasuredStagesTests test) throws Exception;

	}

}
