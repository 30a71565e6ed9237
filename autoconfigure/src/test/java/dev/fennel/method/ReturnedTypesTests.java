package dev.fennel.method;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.fennel.method.Returned.Ending;
import dev.fennel.testing.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each type of result, however it ends and whatever proxy is in between: measured once,
 * to the end.
 */
class ReturnedTypesTests {

	private static final String LABELS = "class=\"" + AsyncCalls.Impl.class.getName() + "\"";

	static Stream<Arguments> rows() {
		List<Arguments> rows = new ArrayList<>();
		for (String proxy : new String[] { "class", "interfaces" }) {
			for (String declared : new String[] { "itself", "Object" }) {
				for (Returned type : Returned.values()) {
					if (type != Returned.DEFERRED) {
						Stream.of(Ending.values())
							.forEach((ending) -> rows.add(Arguments.of(proxy, declared, type, ending)));
					}
				}
			}
		}
		return rows.stream();
	}

	@ParameterizedTest(name = "{2} {3} declared as {1} behind a proxy of the {0}")
	@MethodSource("rows")
	void isMeasuredToItsEnd(String proxy, String declared, Returned type, Ending ending) throws Exception {
		MeteredProxies proxies = proxies(proxy);
		AsyncCalls calls = proxies.proxy(new AsyncCalls.Impl());
		Object made = type.make(ending);
		boolean any = declared.equals("Object");
		Object returned = any ? calls.any(made) : type.call(calls, made);
		assertThat(inProgress(proxies.page())).isEqualTo(type.isBegun() ? 1 : 0);
		assertThat(ended(proxies.page())).isZero();
		type.finish(made, returned, ending);
		awaitEnd(proxies);
		assertEnded(proxies.page(), ending.result(), ending.exception());
	}

	@ParameterizedTest
	@EnumSource
	void whatThrowsBeforeItReturnsIsMeasured(Returned type) {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		AsyncCalls calls = proxies.proxy(new AsyncCalls.Impl());
		assertThatThrownBy(() -> type.call(calls, null)).isSameAs(AsyncCalls.THROWN);
		assertEnded(proxies.page(), "failure", "UnsupportedOperationException");
	}

	static Stream<Arguments> values() {
		return Stream.of("class", "interfaces")
			.flatMap((proxy) -> Stream.of(Ending.values()).map((ending) -> Arguments.of(proxy, ending)));
	}

	@ParameterizedTest(name = "{1} behind a proxy of the {0}")
	@MethodSource("values")
	void valuesAreThereAtOnce(String proxy, Ending ending) {
		MeteredProxies proxies = proxies(proxy);
		AsyncCalls calls = proxies.proxy(new AsyncCalls.Impl());
		Callable<String> body = () -> {
			assertThat(inProgress(proxies.page())).isEqualTo(1);
			return Returned.body(ending).call();
		};
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		try {
			assertThat(calls.value(body)).isEqualTo("done");
		}
		catch (Exception ex) {
			thrown.set(ex);
		}
		assertThat(thrown.get() != null).isEqualTo(ending != Ending.SUCCESS);
		assertEnded(proxies.page(), ending.result(), ending.exception());
	}

	@Test
	void stagesAndDeferredResultsComeBackAsTheyWere() {
		AsyncCalls calls = MeteredProxies.ofClasses().proxy(new AsyncCalls.Impl());
		CompletableFuture<String> stage = new CompletableFuture<>();
		DeferredResult<String> deferred = new DeferredResult<>();
		assertThat(calls.stage(stage)).isSameAs(stage);
		assertThat(calls.any(stage)).isSameAs(stage);
		assertThat(calls.deferred(deferred)).isSameAs(deferred);
	}

	@Test
	void exceptionsOfStagesAreNamedByTheirCause() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		CompletableFuture<String> source = new CompletableFuture<>();
		proxies.proxy(new AsyncCalls.Impl()).stage(source.thenApply(String::strip));
		source.completeExceptionally(new CompletionException(new IllegalStateException()));
		assertEnded(proxies.page(), "failure", "IllegalStateException");
	}

	@Test
	void stageThatIsCompleteIsASuccess() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		proxies.proxy(new AsyncCalls.Impl()).stage(CompletableFuture.completedFuture("done"));
		assertEnded(proxies.page(), "success", "none");
	}

	@Test
	void cancellationOfWhatDependsOnAStageIsSeen() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> dependent = source.thenApply(String::strip);
		proxies.proxy(new AsyncCalls.Impl()).stage(dependent);
		source.cancel(true);
		assertThatThrownBy(dependent::join).hasCauseInstanceOf(CancellationException.class);
		assertEnded(proxies.page(), "cancelled", "none");
	}

	@Test
	void whatIsSubscribedToTwiceIsMeasuredTwiceAndElseNotAtAll() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		AsyncCalls calls = proxies.proxy(new AsyncCalls.Impl());
		Mono<String> mono = calls.mono(Mono.just("done"));
		Flux<String> flux = calls.flux(Flux.just("a", "b"));
		assertThat(ended(proxies.page())).isZero();
		assertThat(mono.block() + mono.block()).isEqualTo("donedone");
		assertThat(ended(proxies.page())).isEqualTo(2);
		assertThat(flux.collectList().block()).containsExactly("a", "b");
		assertThat(ended(proxies.page())).isEqualTo(3);
		assertThat(inProgress(proxies.page())).isZero();
	}

	@Test
	void futureThatIsSeenToBeDoneAgainAndAgainEndsOnce() throws Exception {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		FutureTask<String> task = new FutureTask<>(() -> "done");
		Future<String> future = proxies.proxy(new AsyncCalls.Impl()).future(task);
		task.run();
		assertThat(future.get() + future.get()).isEqualTo("donedone");
		assertThat(future.isDone() && !future.cancel(true)).isTrue();
		Thread.sleep(1500);
		assertEnded(proxies.page(), "success", "none");
	}

	@Test
	void futureThatNobodyAsksIsSeenWithinASecondOrTwo() throws InterruptedException {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		FutureTask<String> task = new FutureTask<>(() -> "done");
		assertThat(proxies.proxy(new AsyncCalls.Impl()).any(task)).isSameAs(task);
		task.run();
		awaitEnd(proxies);
		assertEnded(proxies.page(), "success", "none");
	}

	@Test
	void futureEndsWhenItsCallerSeesThatItIsDone() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		FutureTask<String> task = new FutureTask<>(() -> "done");
		Future<String> future = proxies.proxy(new AsyncCalls.Impl()).future(task);
		assertThat(future.isDone()).isFalse();
		assertThat(ended(proxies.page())).isZero();
		task.run();
		assertThat(future.isDone()).isTrue();
		assertEnded(proxies.page(), "success", "none");
	}

	@Test
	void stageThatCompletesWhenItsCallerHasGivenUpIsASuccess() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<String> returned = proxies.proxy(new AsyncCalls.Impl()).stage(stage);
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> returned.get(10, TimeUnit.MILLISECONDS));
		assertThat(inProgress(proxies.page())).isEqualTo(1);
		assertThat(ended(proxies.page())).isZero();
		stage.complete("done");
		assertEnded(proxies.page(), "success", "none");
	}

	@Test
	void whatItsCallerHangsOnAStageRunsBeforeTheCallEnds() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		CompletableFuture<String> stage = new CompletableFuture<>();
		AtomicReference<Double> endedBefore = new AtomicReference<>();
		CompletableFuture<Void> hung = proxies.proxy(new AsyncCalls.Impl())
			.stage(stage)
			.thenAccept((value) -> endedBefore.set(ended(proxies.page())));
		stage.complete("done");
		assertThat(hung).isDone();
		assertThat(endedBefore).hasValue(0.0);
		assertEnded(proxies.page(), "success", "none");
	}

	@Test
	void errorIsNoExceptionWhicheverWayItComes() {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		AsyncCalls calls = proxies.proxy(new AsyncCalls.Impl());
		CompletableFuture<String> source = new CompletableFuture<>();
		calls.stage(source.thenApply(String::strip));
		source.completeExceptionally(new StackOverflowError());
		assertThatThrownBy(() -> calls.value(() -> {
			throw new StackOverflowError();
		})).isInstanceOf(StackOverflowError.class);
		Page page = proxies.page();
		assertThat(page.sum((sample) -> sample.startsWith("method_calls_total{")
				&& sample.contains("exception=\"StackOverflowError\"") && sample.contains("\"failure\"")))
			.isEqualTo(2);
		assertThat(page.sum((sample) -> sample.startsWith("method_exceptions_total{"))).isZero();
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void exceptionThatThrowsWhenAskedForItsCauseIsLikeAnyOther(RuntimeException hostile) throws Exception {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		Throwable thrown = null;
		try {
			proxies.proxy(new AsyncCalls.Impl()).value(() -> {
				throw hostile;
			});
		}
		catch (RuntimeException ex) {
			thrown = ex;
		}
		assertThat(thrown == hostile).isTrue();
		assertEnded(proxies.page(), "failure", hostile.getClass().getSimpleName());
	}

	static Stream<RuntimeException> hostile() {
		return Stream.of(new Hostile(), new HostileWrapper());
	}

	private static MeteredProxies proxies(String of) {
		return of.equals("class") ? MeteredProxies.ofClasses() : MeteredProxies.ofInterfaces();
	}

	/** A future behind {@code Object} is looked at once a second. */
	private static void awaitEnd(MeteredProxies proxies) throws InterruptedException {
		long end = System.nanoTime() + 5_000_000_000L;
		while ((ended(proxies.page()) == 0 || inProgress(proxies.page()) > 0) && System.nanoTime() < end) {
			Thread.sleep(20);
		}
	}

	private static void assertEnded(Page page, String result, String exception) {
		assertThat(inProgress(page)).isZero();
		assertThat(ended(page)).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("method_calls_total{") && sample.contains(LABELS)
				&& sample.contains("exception=\"" + exception + "\"") && sample.contains("result=\"" + result + "\"")))
			.isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("method_duration_seconds_count{")
				&& sample.contains("exception=\"" + exception + "\"")))
			.isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("method_duration_seconds_count{"))).isEqualTo(1);
		assertThat(page.sum((sample) -> sample.startsWith("method_exceptions_total{")))
			.isEqualTo(result.equals("failure") ? 1 : 0);
		assertThat(page.value("cancellations_total{exception=\"CancellationException\"}"))
			.isEqualTo(result.equals("cancelled") ? 1 : 0);
		assertThat(page.value("fennel_errors_total{feature=\"method\"}")).isZero();
	}

	private static double ended(Page page) {
		return page.sum((sample) -> sample.startsWith("method_calls_total{"));
	}

	private static double inProgress(Page page) {
		return page.sum((sample) -> sample.startsWith("method_in_progress{"));
	}

	static class Hostile extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public synchronized Throwable getCause() {
			throw new UnsupportedOperationException();
		}

	}

	static class HostileWrapper extends CompletionException {

		private static final long serialVersionUID = 1L;

		@Override
		public synchronized Throwable getCause() {
			throw new UnsupportedOperationException();
		}

	}

}
