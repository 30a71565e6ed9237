package dev.fennel;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Measures in code what annotations measure on methods. What it is given to record on are
 * interfaces of one method, for which a method reference to a data point of the official
 * client does, and a lambda in a test.
 * <p>
 * The caller gets what it would get without: the same result, the same stage, the same
 * exception. A stage, given or returned by work, is measured until it completes: result,
 * failure, cancellation and timeout each end it once. Its callback stands beside those of
 * others, so that what waits for the stage may go on a moment before the end is recorded,
 * and what is hung on a {@link CompletableFuture} later runs before. Exceptions count by
 * the type of the cause that a stage or future has wrapped. What is recorded on and
 * throws is logged and harms nothing.
 *
 * @since 0.1.0
 * @see Stopwatch
 */
public final class Measured {

	private Measured() {
	}

	/**
	 * Times work.
	 * @param observer gets the duration in seconds
	 * @param work what is measured, mostly a lambda
	 * @param <T> the type of the result
	 * @param <E> the type of the checked exceptions
	 * @return the result of the work
	 * @throws E what the work throws
	 */
	public static <T extends @Nullable Object, E extends Exception> T time(Observer observer, Work<T, E> work)
			throws E {
		return Measurement.timing(observer).call(work);
	}

	/**
	 * Times work.
	 * @param observer gets the duration in seconds
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 * @throws Exception what the work throws
	 */
	public static <T extends @Nullable Object> T time(Observer observer, Callable<T> work) throws Exception {
		return Measurement.timing(observer).call(work::call);
	}

	/**
	 * Times work.
	 * @param observer gets the duration in seconds
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 */
	public static <T extends @Nullable Object> T time(Observer observer, Supplier<T> work) {
		return Measurement.timing(observer).call(work::get);
	}

	/**
	 * Times work.
	 * @param observer gets the duration in seconds
	 * @param work what is measured
	 */
	public static void time(Observer observer, Runnable work) {
		Measurement.timing(observer).run(work);
	}

	/**
	 * Times a stage.
	 * @param observer gets the duration in seconds
	 * @param stage what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same stage
	 */
	public static <T extends @Nullable Object> CompletionStage<T> time(Observer observer, CompletionStage<T> stage) {
		return Measurement.timing(observer).follow(stage);
	}

	/**
	 * Times a future.
	 * @param observer gets the duration in seconds
	 * @param future what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same future
	 */
	public static <T extends @Nullable Object> CompletableFuture<T> time(Observer observer,
			CompletableFuture<T> future) {
		return Measurement.timing(observer).follow(future);
	}

	/**
	 * Counts the exceptions of work.
	 * @param counter hears of each {@link Exception}
	 * @param work what is measured, mostly a lambda
	 * @param <T> the type of the result
	 * @param <E> the type of the checked exceptions
	 * @return the result of the work
	 * @throws E what the work throws
	 */
	public static <T extends @Nullable Object, E extends Exception> T countExceptions(Incrementer counter,
			Work<T, E> work) throws E {
		return Measurement.counting(ExceptionCounter.of(counter)).call(work);
	}

	/**
	 * Counts the exceptions of work.
	 * @param counter hears of each {@link Exception}
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 * @throws Exception what the work throws
	 */
	public static <T extends @Nullable Object> T countExceptions(Incrementer counter, Callable<T> work)
			throws Exception {
		return Measurement.counting(ExceptionCounter.of(counter)).call(work::call);
	}

	/**
	 * Counts the exceptions of work.
	 * @param counter hears of each {@link Exception}
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 */
	public static <T extends @Nullable Object> T countExceptions(Incrementer counter, Supplier<T> work) {
		return Measurement.counting(ExceptionCounter.of(counter)).call(work::get);
	}

	/**
	 * Counts the exceptions of work.
	 * @param counter hears of each {@link Exception}
	 * @param work what is measured
	 */
	public static void countExceptions(Incrementer counter, Runnable work) {
		Measurement.counting(ExceptionCounter.of(counter)).run(work);
	}

	/**
	 * Counts the exception of a stage.
	 * @param counter hears of each {@link Exception}
	 * @param stage what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same stage
	 */
	public static <T extends @Nullable Object> CompletionStage<T> countExceptions(Incrementer counter,
			CompletionStage<T> stage) {
		return Measurement.counting(ExceptionCounter.of(counter)).follow(stage);
	}

	/**
	 * Counts the exception of a future.
	 * @param counter hears of each {@link Exception}
	 * @param future what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same future
	 */
	public static <T extends @Nullable Object> CompletableFuture<T> countExceptions(Incrementer counter,
			CompletableFuture<T> future) {
		return Measurement.counting(ExceptionCounter.of(counter)).follow(future);
	}

	/**
	 * Counts exceptions of work, those of some types or by their names.
	 * @param counter hears of exceptions
	 * @param work what is measured, mostly a lambda
	 * @param <T> the type of the result
	 * @param <E> the type of the checked exceptions
	 * @return the result of the work
	 * @throws E what the work throws
	 */
	public static <T extends @Nullable Object, E extends Exception> T countExceptions(ExceptionCounter counter,
			Work<T, E> work) throws E {
		return Measurement.counting(counter).call(work);
	}

	/**
	 * Counts exceptions of work, those of some types or by their names.
	 * @param counter hears of exceptions
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 * @throws Exception what the work throws
	 */
	public static <T extends @Nullable Object> T countExceptions(ExceptionCounter counter, Callable<T> work)
			throws Exception {
		return Measurement.counting(counter).call(work::call);
	}

	/**
	 * Counts exceptions of work, those of some types or by their names.
	 * @param counter hears of exceptions
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 */
	public static <T extends @Nullable Object> T countExceptions(ExceptionCounter counter, Supplier<T> work) {
		return Measurement.counting(counter).call(work::get);
	}

	/**
	 * Counts exceptions of work, those of some types or by their names.
	 * @param counter hears of exceptions
	 * @param work what is measured
	 */
	public static void countExceptions(ExceptionCounter counter, Runnable work) {
		Measurement.counting(counter).run(work);
	}

	/**
	 * Counts the exception of a stage, if of some types or by its name.
	 * @param counter hears of exceptions
	 * @param stage what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same stage
	 */
	public static <T extends @Nullable Object> CompletionStage<T> countExceptions(ExceptionCounter counter,
			CompletionStage<T> stage) {
		return Measurement.counting(counter).follow(stage);
	}

	/**
	 * Counts the exception of a future, if of some types or by its name.
	 * @param counter hears of exceptions
	 * @param future what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same future
	 */
	public static <T extends @Nullable Object> CompletableFuture<T> countExceptions(ExceptionCounter counter,
			CompletableFuture<T> future) {
		return Measurement.counting(counter).follow(future);
	}

	/**
	 * Tells whether work is in progress.
	 * @param progress hears of the start with 1 and of the end with -1
	 * @param work what is measured, mostly a lambda
	 * @param <T> the type of the result
	 * @param <E> the type of the checked exceptions
	 * @return the result of the work
	 * @throws E what the work throws
	 */
	public static <T extends @Nullable Object, E extends Exception> T trackInProgress(InProgress progress,
			Work<T, E> work) throws E {
		return Measurement.tracking(progress).call(work);
	}

	/**
	 * Tells whether work is in progress.
	 * @param progress hears of the start with 1 and of the end with -1
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 * @throws Exception what the work throws
	 */
	public static <T extends @Nullable Object> T trackInProgress(InProgress progress, Callable<T> work)
			throws Exception {
		return Measurement.tracking(progress).call(work::call);
	}

	/**
	 * Tells whether work is in progress.
	 * @param progress hears of the start with 1 and of the end with -1
	 * @param work what is measured
	 * @param <T> the type of the result
	 * @return the result of the work
	 */
	public static <T extends @Nullable Object> T trackInProgress(InProgress progress, Supplier<T> work) {
		return Measurement.tracking(progress).call(work::get);
	}

	/**
	 * Tells whether work is in progress.
	 * @param progress hears of the start with 1 and of the end with -1
	 * @param work what is measured
	 */
	public static void trackInProgress(InProgress progress, Runnable work) {
		Measurement.tracking(progress).run(work);
	}

	/**
	 * Tells whether a stage is in progress.
	 * @param progress hears of the start with 1 and of the end with -1
	 * @param stage what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same stage
	 */
	public static <T extends @Nullable Object> CompletionStage<T> trackInProgress(InProgress progress,
			CompletionStage<T> stage) {
		return Measurement.tracking(progress).follow(stage);
	}

	/**
	 * Tells whether a future is in progress.
	 * @param progress hears of the start with 1 and of the end with -1
	 * @param future what is measured, from now to its end
	 * @param <T> the type of the result
	 * @return the same future
	 */
	public static <T extends @Nullable Object> CompletableFuture<T> trackInProgress(InProgress progress,
			CompletableFuture<T> future) {
		return Measurement.tracking(progress).follow(future);
	}

}
