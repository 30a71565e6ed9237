package dev.fennel.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Measures how long calls of a method take, in seconds: from the call to the return, or
 * to the end of the {@code CompletionStage}, {@code Future}, {@code Mono}, {@code Flux},
 * {@code Callable} or {@code DeferredResult} that it returns. What the caller hangs on a
 * stage runs before its end, unless by an executor. On a class or an interface the
 * annotation means the public methods; that of a method replaces that of its class.
 * <p>
 * Labels are {@code class}, {@code method} (both under the default name only), those of
 * {@link #labels}, and {@code exception}: the simple name of what the call failed with,
 * else {@code none}.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
@Repeatable(Timed.List.class)
public @interface Timed {

	/**
	 * The name of the family, without namespace.
	 * @return a name, empty for {@code method_duration_seconds}
	 */
	String value() default "";

	/**
	 * The help text of the family. Where several annotations share a family, the first
	 * that is met decides.
	 * @return a phrase that says what is measured
	 */
	String help() default "";

	/**
	 * Further labels, each written {@code "name=value"} or {@code "name=#{SpEL}"} over
	 * the parameters ({@code #order.type}), {@code #result}, {@code #error} and
	 * {@code #root.target}, evaluated once, when the call has ended; those without
	 * {@code #result} and {@code #error} already when a {@code DeferredResult} is
	 * returned. A value that is null is {@code ""}, an expression that fails is
	 * {@code error}.
	 * @return the labels
	 */
	String[] labels() default {};

	/**
	 * The upper bounds of the histogram's buckets in seconds.
	 * @return rising bounds, none for those of {@code fennel.method.buckets}
	 */
	double[] buckets() default {};

	/**
	 * The quantiles of a summary, which then stands in place of the histogram and costs
	 * far more per call.
	 * @return values between 0 and 1, none for a histogram
	 */
	double[] quantiles() default {};

	/**
	 * Several {@link Timed} on one element.
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
		Timed[] value();

	}

}
