package dev.fennel;

import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Which exceptions count: those of some types and of their subclasses, also behind the
 * wrappers of asynchronous code. A cancellation counts only where a type names it.
 *
 * @param types the types
 * @since 0.1.0
 */
public record ExceptionTypes(List<Class<? extends Throwable>> types) {

	/**
	 * Creates the types.
	 */
	public ExceptionTypes {
		types = List.copyOf(types);
	}

	/**
	 * Returns whether an exception counts.
	 * @param error what was thrown or handed on
	 * @return whether one of the types is that of its {@link ErrorNames#cause cause}; a
	 * wrapper's own type counts only where it is one of the types
	 */
	public boolean include(Throwable error) {
		Throwable cause = ErrorNames.cause(error);
		return this.types.stream()
			.anyMatch((type) -> type.isInstance(ErrorNames.isWrapper(type) ? error : cause) && mayMean(type, cause));
	}

	private static boolean mayMean(Class<? extends Throwable> type, Throwable cause) {
		return type == Throwable.class || CancellationException.class.isAssignableFrom(type)
				|| !(cause instanceof CancellationException);
	}

}
