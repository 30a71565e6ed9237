package dev.fennel.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Each call of the method is a run of a job: its start, duration and end are recorded,
 * and when it has ended, however it ended, all metrics are pushed in the background to
 * what is switched on of {@code fennel.push}, {@code fennel.textfile} and
 * {@code fennel.graphite}; at the latest before the application stops. Without any of
 * them it does nothing.
 * <p>
 * A run that is cancelled has failed. What is returned is followed to its end, as
 * {@link Timed} follows it.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
public @interface PushMetrics {

	/**
	 * The name of the job, the value of the label {@code name}. The group that is pushed
	 * to stays that of {@code fennel.push.job}.
	 * @return a name, empty for class and method
	 */
	String job() default "";

}
