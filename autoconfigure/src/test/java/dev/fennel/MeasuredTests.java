package dev.fennel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

@ExtendWith(OutputCaptureExtension.class)
class MeasuredTests {

	private static final String RESULT = "result";

	private final Fakes fakes = new Fakes();

	@ParameterizedTest(name = "{0}")
	@MethodSource("overloads")
	void workThatReturnsIsMeasuredOnceAndItsResultHandedOn(String name, Overload overload, String succeeded,
			String failed) throws Exception {
		assertThat(overload.measure(this.fakes, () -> RESULT)).isSameAs(RESULT);
		assertThat(this.fakes).hasToString(succeeded);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("overloads")
	void workThatThrowsIsMeasuredOnceAndItsExceptionHandedOn(String name, Overload overload, String succeeded,
			String failed) {
		IllegalStateException exception = new IllegalStateException();
		assertThat(catchThrowable(() -> overload.measure(this.fakes, () -> {
			throw exception;
		}))).isSameAs(exception).hasNoSuppressedExceptions();
		assertThat(this.fakes).hasToString(failed);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("overloads")
	void errorsAreHandedOnAndAreNoExceptions(String name, Overload overload, String succeeded, String failed) {
		StackOverflowError error = new StackOverflowError();
		assertThat(catchThrowable(() -> overload.measure(this.fakes, () -> {
			throw error;
		}))).isSameAs(error);
		assertThat(this.fakes).hasToString(succeeded);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("overloads")
	void whatThrowsWhenRecordedOnHarmsNothing(String name, Overload overload, String succeeded, String failed)
			throws Exception {
		this.fakes.broken = true;
		assertThat(overload.measure(this.fakes, () -> RESULT)).isSameAs(RESULT);
		IllegalStateException exception = new IllegalStateException();
		assertThat(catchThrowable(() -> overload.measure(this.fakes, () -> {
			throw exception;
		}))).isSameAs(exception).hasNoSuppressedExceptions();
	}

	@Test
	void whatThrowsWhenRecordedOnIsLoggedOnceWithItsClass(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			Measured.time(new BrokenObserver(), () -> RESULT);
		}
		assertThat(output.getAll())
			.containsOnlyOnce("Fennel could not observe a duration with " + BrokenObserver.class.getName() + ".")
			.containsOnlyOnce("the observer is broken");
	}

	@Test
	void lambdaThatThrowsWhenRecordedOnIsLoggedWithTheClassInWhichItStands(CapturedOutput output) {
		Measured.time(BrokenLambda.OBSERVER, () -> RESULT);
		assertThat(output.getAll())
			.contains("Fennel could not observe a duration with " + BrokenLambda.class.getName() + ".");
	}

	@Test
	void whatCouldNotGoInDoesNotGoOut() {
		List<Integer> moves = new ArrayList<>();
		Measured.trackInProgress((by) -> {
			if (by > 0) {
				throw new IllegalStateException();
			}
			moves.add(by);
		}, () -> RESULT);
		assertThat(moves).isEmpty();
	}

	@Test
	void workIsInProgressWhileItRuns() {
		assertThat(Measured.trackInProgress(this.fakes.moves::add, this.fakes.moves::toString)).isEqualTo("[1]");
	}

	@Test
	void durationIsThatOfTheWorkInSeconds() throws InterruptedException {
		Stopwatch around = Stopwatch.start();
		Measured.time(this.fakes.durations::add, () -> {
			Thread.sleep(30);
			return RESULT;
		});
		assertThat(this.fakes.durations).singleElement()
			.satisfies((seconds) -> assertThat(seconds).isBetween(0.02, around.stop()));
	}

	@Test
	void missingWorkLeavesNothingInProgress() {
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> Measured.trackInProgress(this.fakes.moves::add, (Callable<?>) null));
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> Measured.trackInProgress(this.fakes.moves::add, (Runnable) null));
		assertThat(this.fakes.moves.stream().mapToInt((by) -> by).sum()).isZero();
	}

	@Test
	void lambdasThatThrowNothingNeedNoCatch() {
		int sum = Measured.time(this.fakes.durations::add, () -> one());
		sum += Measured.time(this.fakes.durations::add, MeasuredTests::one);
		sum += Measured.time(this.fakes.durations::add, () -> {
			nothing();
			return one();
		});
		sum += Measured.countExceptions(this.fakes::inc, () -> one());
		sum += Measured.countExceptions(ExceptionCounter.of(this.fakes::inc), () -> one());
		sum += Measured.trackInProgress(this.fakes.moves::add, () -> one());
		List<String> inferred = Measured.time(this.fakes.durations::add, () -> List.of());
		String nothing = Measured.time(this.fakes.durations::add, () -> null);
		assertThat(sum).isEqualTo(6);
		assertThat(inferred).isEmpty();
		assertThat(nothing).isNull();
		assertThat(this.fakes).hasToString("durations 5, count 0, moves [1, -1]");
	}

	@Test
	void lambdasWithoutResultAndThoseWhoseResultIsDroppedFit() {
		Measured.time(this.fakes.durations::add, () -> nothing());
		Measured.time(this.fakes.durations::add, MeasuredTests::nothing);
		Measured.time(this.fakes.durations::add, () -> {
		});
		Measured.time(this.fakes.durations::add, () -> one());
		Measured.time(this.fakes.durations::add, () -> new Object());
		assertThat(this.fakes).hasToString("durations 5, count 0, moves []");
	}

	@Test
	void methodsWithOverloadsFitAsReferences() throws Exception {
		Future<String> future = CompletableFuture.completedFuture(RESULT);
		String result = Measured.time(this.fakes.durations::add, future::get);
		assertThat(result).isEqualTo(RESULT);
		String trimmed = Measured.time(this.fakes.durations::add, " x "::trim);
		assertThat(trimmed).isEqualTo("x");
		int overloaded = Measured.time(this.fakes.durations::add, MeasuredTests::overloaded);
		assertThat(overloaded).isEqualTo(1);
		assertThat(this.fakes.durations).hasSize(3);
	}

	@Test
	void checkedExceptionsKeepTheirTypes() {
		try {
			Measured.time(this.fakes.durations::add, () -> read());
			Measured.countExceptions(this.fakes::inc, MeasuredTests::read);
			Measured.trackInProgress(this.fakes.moves::add, () -> read());
		}
		catch (IOException ex) {
			assertThat(ex).hasMessage("cannot read");
		}
		assertThat(this.fakes.durations).hasSize(1);
	}

	static Stream<Arguments> overloads() {
		return Stream.of(times(), counts(), countsOfTypes(), tracks()).flatMap((rows) -> rows);
	}

	private static Stream<Arguments> times() {
		String measured = "durations 1, count 0, moves []";
		return Stream.of(
				Arguments.of("time, Work", (Overload) (fakes, work) -> Measured.time(fakes::observe, work), measured,
						measured),
				Arguments.of("time, Callable",
						(Overload) (fakes, work) -> Measured.time(fakes::observe, (Callable<Object>) work), measured,
						measured),
				Arguments.of("time, Supplier",
						(Overload) (fakes, work) -> Measured.time(fakes::observe, (Supplier<Object>) work), measured,
						measured),
				Arguments.of("time, Runnable", (Overload) (fakes, work) -> {
					Measured.time(fakes::observe, (Runnable) work);
					return RESULT;
				}, measured, measured));
	}

	private static Stream<Arguments> counts() {
		String succeeded = "durations 0, count 0, moves []";
		String failed = "durations 0, count 1, moves []";
		return Stream.of(
				Arguments.of("countExceptions, Work",
						(Overload) (fakes, work) -> Measured.countExceptions(fakes::inc, work), succeeded, failed),
				Arguments.of("countExceptions, Callable",
						(Overload) (fakes, work) -> Measured.countExceptions(fakes::inc, (Callable<Object>) work),
						succeeded, failed),
				Arguments.of("countExceptions, Supplier",
						(Overload) (fakes, work) -> Measured.countExceptions(fakes::inc, (Supplier<Object>) work),
						succeeded, failed),
				Arguments.of("countExceptions, Runnable", (Overload) (fakes, work) -> {
					Measured.countExceptions(fakes::inc, (Runnable) work);
					return RESULT;
				}, succeeded, failed));
	}

	private static Stream<Arguments> countsOfTypes() {
		String succeeded = "durations 0, count 0, moves []";
		String failed = "durations 0, count 1, moves []";
		return Stream.of(
				Arguments.of("countExceptions of types, Work",
						(Overload) (fakes, work) -> Measured.countExceptions(fakes.ofTypes(), work), succeeded, failed),
				Arguments.of("countExceptions of types, Callable",
						(Overload) (fakes, work) -> Measured.countExceptions(fakes.ofTypes(), (Callable<Object>) work),
						succeeded, failed),
				Arguments.of("countExceptions of types, Supplier",
						(Overload) (fakes, work) -> Measured.countExceptions(fakes.ofTypes(), (Supplier<Object>) work),
						succeeded, failed),
				Arguments.of("countExceptions of types, Runnable", (Overload) (fakes, work) -> {
					Measured.countExceptions(fakes.ofTypes(), (Runnable) work);
					return RESULT;
				}, succeeded, failed));
	}

	private static Stream<Arguments> tracks() {
		String measured = "durations 0, count 0, moves [1, -1]";
		return Stream.of(
				Arguments.of("trackInProgress, Work",
						(Overload) (fakes, work) -> Measured.trackInProgress(fakes::move, work), measured, measured),
				Arguments.of("trackInProgress, Callable",
						(Overload) (fakes, work) -> Measured.trackInProgress(fakes::move, (Callable<Object>) work),
						measured, measured),
				Arguments.of("trackInProgress, Supplier",
						(Overload) (fakes, work) -> Measured.trackInProgress(fakes::move, (Supplier<Object>) work),
						measured, measured),
				Arguments.of("trackInProgress, Runnable", (Overload) (fakes, work) -> {
					Measured.trackInProgress(fakes::move, (Runnable) work);
					return RESULT;
				}, measured, measured));
	}

	private static int one() {
		return 1;
	}

	private static int overloaded() {
		return 1;
	}

	@SuppressWarnings("unused")
	private static int overloaded(int value) {
		return value;
	}

	private static void nothing() {
	}

	private static String read() throws IOException {
		throw new IOException("cannot read");
	}

	interface Overload {

		Object measure(Fakes fakes, Work<Object, RuntimeException> work) throws Exception;

	}

	static final class BrokenObserver implements Observer {

		@Override
		public void observe(double value) {
			throw new IllegalStateException("the observer is broken");
		}

	}

	static final class BrokenLambda {

		private static final Observer OBSERVER = (seconds) -> {
			throw new IllegalStateException();
		};

		private BrokenLambda() {
		}

	}

	static final class Fakes {

		private final List<Double> durations = new ArrayList<>();

		private final List<Integer> moves = new ArrayList<>();

		private int count;

		private boolean broken;

		void observe(double seconds) {
			fail();
			this.durations.add(seconds);
		}

		void inc() {
			fail();
			this.count++;
		}

		void move(int by) {
			fail();
			this.moves.add(by);
		}

		ExceptionCounter ofTypes() {
			return ExceptionCounter.of(this::inc, IOException.class, RuntimeException.class);
		}

		private void fail() {
			if (this.broken) {
				throw new IllegalArgumentException();
			}
		}

		@Override
		public String toString() {
			return "durations %d, count %d, moves %s".formatted(this.durations.size(), this.count, this.moves);
		}

	}

}
