package dev.fennel.method;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.testing.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Expressions are evaluated once for each call, whatever it returns and however it ends.
 */
class EvaluatedOnceTests {

	private final MeteredProxies proxies = MeteredProxies.ofClasses();

	private final Calls calls = this.proxies.proxy(new Calls());

	private final Counting counting = new Counting();

	@Test
	void forAValue() {
		this.calls.value(this.counting, () -> "done");
		assertEndedOnce("success", "none");
	}

	@Test
	void forACallThatFails() {
		assertThatIllegalStateException().isThrownBy(() -> this.calls.value(this.counting, () -> {
			throw new IllegalStateException();
		}));
		assertEndedOnce("failure", "IllegalStateException");
		assertThat(page().value("exceptions_total{exception=\"IllegalStateException\",read=\"1\"}")).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void forAStage(boolean completes) {
		CompletableFuture<String> stage = new CompletableFuture<>();
		this.calls.stage(this.counting, stage);
		assertThat(page().value("in_progress{read=\"1\"}")).isEqualTo(1);
		if (completes) {
			stage.complete("done");
			assertEndedOnce("success", "none");
		}
		else {
			stage.completeExceptionally(new IllegalStateException());
			assertEndedOnce("failure", "IllegalStateException");
		}
	}

	@Test
	void forEachSubscriptionToAMonoAndNotBefore() {
		Sinks.One<String> sink = Sinks.one();
		Mono<String> mono = this.calls.mono(this.counting, sink.asMono());
		assertNotBegun();
		mono.subscribe();
		assertThat(page().value("in_progress{read=\"1\"}")).isEqualTo(1);
		sink.tryEmitValue("done");
		assertEndedOnce("success", "none");
		mono.block();
		assertThat(this.counting.reads).isEqualTo(2);
	}

	@Test
	void forEachSubscriptionToAFluxAndNotBefore() {
		Flux<String> flux = this.calls.flux(this.counting, Flux.error(new IllegalStateException()));
		assertNotBegun();
		assertThatIllegalStateException().isThrownBy(flux::blockLast);
		assertEndedOnce("failure", "IllegalStateException");
	}

	@Test
	void forEachCallOfACallableAndNotBefore() throws Exception {
		Callable<String> callable = this.calls.callable(this.counting, () -> {
			assertThat(page().value("in_progress{read=\"1\"}")).isEqualTo(1);
			return "done";
		});
		assertNotBegun();
		callable.call();
		assertEndedOnce("success", "none");
	}

	@Test
	void forWhatThrowsInPlaceOfReturningAMono() {
		assertThatIllegalStateException().isThrownBy(() -> this.calls.throwing(this.counting));
		assertThat(this.counting.reads).isEqualTo(1);
		assertThat(page().value("calls_total{exception=\"IllegalStateException\",read=\"1\",result=\"failure\"}"))
			.isEqualTo(1);
		assertThat(inProgress()).isZero();
	}

	@Test
	void forNothingInPlaceOfAMono() {
		assertThat(this.calls.nothing(this.counting)).isNull();
		assertEndedOnce("success", "none");
	}

	private void assertNotBegun() {
		assertThat(this.counting.reads).isZero();
		assertThat(inProgress()).isZero();
		assertThat(page().sum((sample) -> sample.startsWith("calls_total"))).isZero();
	}

	private void assertEndedOnce(String result, String exception) {
		Page page = page();
		assertThat(this.counting.reads).isEqualTo(1);
		assertThat(page.value("calls_total{exception=\"%s\",read=\"1\",result=\"%s\"}".formatted(exception, result)))
			.isEqualTo(1);
		assertThat(page.value("durations_count{exception=\"%s\",read=\"1\"}".formatted(exception))).isEqualTo(1);
		assertThat(inProgress()).isZero();
		assertThat(page.value("fennel_errors_total{feature=\"method\"}")).isZero();
	}

	private double inProgress() {
		return page().sum((sample) -> sample.startsWith("in_progress"));
	}

	private Page page() {
		return this.proxies.page();
	}

	static class Counting {

		private int reads;

		/** Read by an expression. */
		public int getReads() {
			return ++this.reads;
		}

	}

	@Timed(value = "durations", labels = "read=#{#p0.reads}")
	@Counted(value = "calls", labels = "read=#{#p0.reads}")
	@CountExceptions(value = "exceptions", labels = "read=#{#p0.reads}")
	@TrackInProgress(value = "in_progress", labels = "read=#{#p0.reads}")
	static class Calls {

		public String value(Counting counting, java.util.function.Supplier<String> value) {
			return value.get();
		}

		public CompletableFuture<String> stage(Counting counting, CompletableFuture<String> stage) {
			return stage;
		}

		public Mono<String> mono(Counting counting, Mono<String> mono) {
			return mono;
		}

		public Flux<String> flux(Counting counting, Flux<String> flux) {
			return flux;
		}

		public Callable<String> callable(Counting counting, Callable<String> callable) {
			return callable;
		}

		public Mono<String> throwing(Counting counting) {
			throw new IllegalStateException();
		}

		public Mono<String> nothing(Counting counting) {
			return null;
		}

	}

}
