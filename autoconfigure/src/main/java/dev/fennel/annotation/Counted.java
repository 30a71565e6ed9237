package dev.fennel.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts the calls of a method when they have ended, as {@link Timed} understands their
 * end. On a class or an interface it means the public methods; the annotation of a method
 * replaces that of its class.
 * <p>
 * Labels are {@code class}, {@code method} (both under the default name only), those of
 * {@link #labels}, {@code result} ({@code success}, {@code failure} or
 * {@code cancelled}), and {@code exception}: the simple name of what the call failed
 * with, else {@code none}.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
@Repeatable(Counted.List.class)
public @interface Counted {

	/**
	 * The name of the family, without namespace, with or without {@code _total}.
	 * @return a name, empty for {@code method_calls_total}
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
	 * Several {@link Counted} on one element.
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
		Counted[] value();

	}

}
