package dev.fennel;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * The values of the labels {@code exception} and {@code error}.
 *
 * @since 0.1.0
 */
public final class ErrorNames {

	/**
	 * The value where nothing was thrown.
	 */
	public static final String NONE = "none";

	/** Causes may lead in a circle. */
	private static final int MAX_DEPTH = 32;

	private ErrorNames() {
	}

	/**
	 * Returns the simple name of an exception's class, or of the nearest superclass that
	 * has one.
	 * @param error what was thrown
	 * @return a name that is not empty
	 */
	public static String of(Throwable error) {
		Class<?> type = error.getClass();
		while (type.getSimpleName().isEmpty()) {
			type = type.getSuperclass();
		}
		return type.getSimpleName();
	}

	/**
	 * Returns what asynchronous code failed with, without the exceptions in which futures
	 * and stages wrap it.
	 * @param error what was thrown or handed on
	 * @return the first cause that is neither a {@link CompletionException} nor an
	 * {@link ExecutionException}, or the last of them where there is no cause
	 */
	public static Throwable cause(Throwable error) {
		Throwable result = error;
		for (int depth = 0; depth < MAX_DEPTH; depth++) {
			Throwable cause = isWrapper(result.getClass()) ? causeOf(result) : null;
			if (cause == null) {
				return result;
			}
			result = cause;
		}
		return result;
	}

	/** Whether futures and stages wrap exceptions in a type. */
	static boolean isWrapper(Class<?> type) {
		return CompletionException.class.isAssignableFrom(type) || ExecutionException.class.isAssignableFrom(type);
	}

	/** A class of the application may have a method of its own, which may throw. */
	private static @Nullable Throwable causeOf(Throwable error) {
		try {
			return error.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

}
