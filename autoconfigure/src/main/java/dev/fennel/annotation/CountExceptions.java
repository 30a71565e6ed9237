package dev.fennel.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts the exceptions that leave a method, or with which what it returned ends. They go
 * on to the caller as they are. On a class or an interface it means the public methods;
 * the annotation of a method replaces that of its class.
 * <p>
 * Labels are {@code class}, {@code method} (both under the default name only), those of
 * {@link #labels}, and {@code exception}: the simple name of the exception, of its cause
 * where it is a {@code CompletionException} or {@code ExecutionException}. It is the
 * cause, too, whose type decides.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
@Repeatable(CountExceptions.List.class)
public @interface CountExceptions {

	/**
	 * The name of the family, without namespace, with or without {@code _total}.
	 * @return a name, empty for {@code method_exceptions_total}
	 */
	String value() default "";

	/**
	 * The help text of the family. Where several annotations share a family, the first
	 * that is met decides.
	 * @return a phrase that says what is counted
	 */
	String help() default "";

	/**
	 * Further labels, as {@link Timed#labels} has them.
	 * @return the labels
	 */
	String[] labels() default {};

	/**
	 * The types that count, with their subclasses. A cancelled call counts only where
	 * {@code CancellationException} or {@code Throwable} is among them, what wraps a
	 * cause by its own type only where {@code CompletionException} or
	 * {@code ExecutionException} is.
	 * @return the types
	 */
	Class<? extends Throwable>[] exceptions() default Exception.class;

	/**
	 * Several {@link CountExceptions} on one element.
	 *
	 * @since 0.1.0
	 */
	@Documented
	@Inherited
	@Retention(RetentionPolicy.RUNTIME)
	@Target({ ElementType.METHOD, ElementType.TYPE })
	@interface List {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		CountExceptions[] value();

	}

}
