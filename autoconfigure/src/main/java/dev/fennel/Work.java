package dev.fennel;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What is measured, mostly a lambda that returns a value: the methods of {@link Measured}
 * throw what it throws, and nothing else has to be caught. As it is a {@link Callable}, a
 * {@link Supplier} and a {@link Runnable}, the compiler takes it before any of them.
 *
 * @param <T> the type of the result
 * @param <E> the type of the checked exceptions, {@link RuntimeException} where there are
 * none
 * @since 0.1.0
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // the others do nothing but call
public interface Work<T extends @Nullable Object, E extends Exception> extends Callable<T>, Supplier<T>, Runnable {

	/**
	 * Does the work.
	 * @return the result
	 * @throws E what the work throws
	 */
	@Override
	T call() throws E;

	/**
	 * Does the work, where no checked exception may be thrown.
	 * @return the result
	 * @throws UndeclaredThrowableException with a checked exception as its cause
	 */
	@Override
	default T get() {
		try {
			return call();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

	/**
	 * Does the work and forgets its result, where no checked exception may be thrown.
	 * @throws UndeclaredThrowableException with a checked exception as its cause
	 */
	@Override
	default void run() {
		get();
	}

}
