package dev.fennel.method;

import java.lang.reflect.Modifier;

import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Sinks;

/**
 * Tells Reactor's operators, which callers know as {@code Mono} or {@code Flux}, from
 * what they may know by another name.
 */
final class Operators {

	private static final String REACTOR = "reactor.core.publisher";

	private Operators() {
	}

	/**
	 * Whether callers have to take what a method returns for no more than a type.
	 * @param declared what the method declares
	 * @param returned the class of what it returned
	 * @param general {@code Mono} or {@code Flux}
	 */
	static boolean mayReplace(ReturnType declared, Class<?> returned, Class<?> general) {
		return declared.suspending() || declared.allows(general) || (declared.open() && isHidden(returned, general));
	}

	private static boolean isHidden(Class<?> type, Class<?> general) {
		Class<?> known = type;
		while (known.getPackageName().equals(REACTOR) && !isNameable(known)) {
			known = known.getSuperclass();
		}
		return known == general && !Sinks.Many.class.isAssignableFrom(type)
				&& !Sinks.Empty.class.isAssignableFrom(type);
	}

	/** Whether callers know anything of a type of Reactor's by that name. */
	private static boolean isNameable(Class<?> type) {
		return Modifier.isPublic(type.getModifiers()) && type != MonoOperator.class && type != FluxOperator.class;
	}

}
