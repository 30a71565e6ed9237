package dev.fennel.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Shows how many calls of a method have begun and not ended, as {@link Timed} understands
 * their end. On a class or an interface it means the public methods; the annotation of a
 * method replaces that of its class.
 * <p>
 * Labels are {@code class}, {@code method} (both under the default name only) and those
 * of {@link #labels}.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
@Repeatable(TrackInProgress.List.class)
public @interface TrackInProgress {

	/**
	 * The name of the family, without namespace.
	 * @return a name, empty for {@code method_in_progress}
	 */
	String value() default "";

	/**
	 * The help text of the family. Where several annotations share a family, the first
	 * that is met decides.
	 * @return a phrase that says what is shown
	 */
	String help() default "";

	/**
	 * Further labels, as {@link Timed#labels} has them, but evaluated when the call
	 * begins, and therefore without {@code #result} and {@code #error}.
	 * @return the labels
	 */
	String[] labels() default {};

	/**
	 * Several {@link TrackInProgress} on one element.
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
		TrackInProgress[] value();

	}

}
