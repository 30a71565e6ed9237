package dev.fennel;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Counts exceptions of some types, all together or each by its name.
 * <p>
 * Subclasses count. What futures and stages wrap an exception in is taken off before its
 * type is looked at, unless {@link java.util.concurrent.CompletionException} or
 * {@link java.util.concurrent.ExecutionException} is one of the types. What was cancelled
 * counts only where a type says so: {@link CancellationException}, a subclass of it, or
 * {@link Throwable}.
 *
 * @since 0.1.0
 */
public final class ExceptionCounter {

	private static final String WHAT = "count an exception";

	private final Consumer<Throwable> counter;

	private final ExceptionTypes types;

	private ExceptionCounter(Consumer<Throwable> counter, List<Class<? extends Throwable>> types) {
		this.counter = counter;
		this.types = new ExceptionTypes(types.isEmpty() ? List.of(Exception.class) : types);
	}

	/**
	 * Counts all exceptions together.
	 * @param counter what counts, such as {@code counter::inc}
	 * @param types the types that count, without any {@link Exception}
	 * @return the counter of exceptions
	 */
	@SafeVarargs
	@SuppressWarnings("varargs") // they are copied
	public static ExceptionCounter of(Incrementer counter, Class<? extends Throwable>... types) {
		return new ExceptionCounter((error) -> Harmless.run(WHAT, counter, counter::inc), List.of(types));
	}

	/**
	 * Counts exceptions by the simple name of their class, or of its nearest superclass
	 * that has one.
	 * @param counter what counts, given the name, such as
	 * {@code (name) -> family.labelValues(name).inc()}
	 * @param types the types that count, without any {@link Exception}
	 * @return the counter of exceptions
	 */
	@SafeVarargs
	@SuppressWarnings("varargs") // they are copied
	public static ExceptionCounter byName(Consumer<String> counter, Class<? extends Throwable>... types) {
		return new ExceptionCounter((error) -> Harmless.run(WHAT, counter, () -> counter.accept(ErrorNames.of(error))),
				List.of(types));
	}

	/**
	 * Counts how something ended.
	 * @param error what was thrown or handed on, null for nothing
	 */
	void record(@Nullable Throwable error) {
		if (error != null && this.types.include(error)) {
			this.counter.accept(ErrorNames.cause(error));
		}
	}

}
