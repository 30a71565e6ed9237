package dev.fennel.method;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.method.Returned.Ending;
import dev.fennel.testing.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each type of result, however it ends, under one kind of annotation alone, with labels
 * that are constant and with one that is evaluated.
 */
class OneKindTests {

	static Stream<Arguments> rows() {
		return Arrays.stream(Kind.values())
			.flatMap((kind) -> Arrays.stream(Returned.values())
				.filter((type) -> type != Returned.DEFERRED)
				.flatMap((type) -> Arrays.stream(Ending.values()).map((ending) -> Arguments.of(kind, type, ending))));
	}

	@ParameterizedTest(name = "{0} {1} {2}")
	@MethodSource("rows")
	void isMeasuredToItsEnd(Kind kind, Returned type, Ending ending) throws Exception {
		MeteredProxies proxies = MeteredProxies.ofClasses();
		AsyncCalls calls = proxies.proxy(kind.calls.get());
		Object made = type.make(ending);
		Object returned = type.call(calls, made);
		assertThat(kind.ended(proxies.page())).isZero();
		assertThat(inProgress(proxies.page())).isEqualTo((type.isBegun() && kind.tracks()) ? 1 : 0);
		type.finish(made, returned, ending);
		awaitEnd(kind, proxies, ending);
		Page page = proxies.page();
		assertThat(kind.ended(page)).isEqualTo(kind.counts(ending) ? 1 : 0);
		assertThat(page.sum((sample) -> sample.startsWith(kind.family) && sample.contains(kind.text(ending))))
			.isEqualTo(kind.counts(ending) ? 1 : 0);
		assertThat(inProgress(page)).isZero();
		assertThat(page.value("fennel_errors_total{feature=\"method\"}")).isZero();
	}

	private static void awaitEnd(Kind kind, MeteredProxies proxies, Ending ending) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
		while (System.nanoTime() < end
				&& (inProgress(proxies.page()) > 0 || (kind.counts(ending) && kind.ended(proxies.page()) == 0))) {
			Thread.onSpinWait();
		}
	}

	private static double inProgress(Page page) {
		return page.sum((sample) -> sample.startsWith("method_in_progress{") || sample.startsWith("in_progress{"));
	}

	/** The kinds, and what each says of an end. */
	enum Kind {

		TIMED(TimedCalls::new, "method_duration_seconds_count{"), COUNTED(CountedCalls::new, "method_calls_total{"),
		EXCEPTIONS(ExceptionCalls::new, "method_exceptions_total{"),
		PROGRESS(ProgressCalls::new, "method_in_progress{"),
		TIMED_EVALUATED(TimedEvaluatedCalls::new, "durations_count{"),
		COUNTED_EVALUATED(CountedEvaluatedCalls::new, "calls_total{"),
		EXCEPTIONS_EVALUATED(ExceptionEvaluatedCalls::new, "exceptions_total{"),
		PROGRESS_EVALUATED(ProgressEvaluatedCalls::new, "in_progress{");

		private final Supplier<AsyncCalls> calls;

		private final String family;

		Kind(Supplier<AsyncCalls> calls, String family) {
			this.calls = calls;
			this.family = family;
		}

		double ended(Page page) {
			return tracks() ? 0 : page.sum((sample) -> sample.startsWith(this.family));
		}

		boolean tracks() {
			return this == PROGRESS || this == PROGRESS_EVALUATED;
		}

		boolean counts(Ending ending) {
			return switch (this) {
				case PROGRESS, PROGRESS_EVALUATED -> false;
				case EXCEPTIONS, EXCEPTIONS_EVALUATED -> ending.result().equals("failure");
				default -> true;
			};
		}

		String text(Ending ending) {
			return "exception=\"" + ending.exception() + "\"";
		}

	}

	@Timed
	static class TimedCalls extends AsyncCalls.Plain {

	}

	@Counted
	static class CountedCalls extends AsyncCalls.Plain {

	}

	@CountExceptions
	static class ExceptionCalls extends AsyncCalls.Plain {

	}

	@TrackInProgress
	static class ProgressCalls extends AsyncCalls.Plain {

	}

	@Timed(value = "durations", labels = "given=#{#p0 != null}")
	static class TimedEvaluatedCalls extends AsyncCalls.Plain {

	}

	@Counted(value = "calls", labels = { "given=#{#p0 != null}", "failed=#{#error != null}" })
	static class CountedEvaluatedCalls extends AsyncCalls.Plain {

	}

	@CountExceptions(value = "exceptions", labels = "failed=#{#error != null}")
	static class ExceptionEvaluatedCalls extends AsyncCalls.Plain {

	}

	@TrackInProgress(value = "in_progress", labels = "given=#{#p0 != null}")
	static class ProgressEvaluatedCalls extends AsyncCalls.Plain {

	}

}
