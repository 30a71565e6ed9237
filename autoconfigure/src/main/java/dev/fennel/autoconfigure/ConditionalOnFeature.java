package dev.fennel.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches unless {@code fennel.enabled} or the feature's own switch is {@code false}. The
 * switch of what Fennel would do of its own accord has to be {@code true}.
 *
 * @since 0.1.0
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
@Documented
@Conditional(OnFeatureCondition.class)
public @interface ConditionalOnFeature {

	/**
	 * The id of the feature, as in {@code fennel.<feature>.enabled}; empty for what all
	 * features stand on.
	 * @return the id
	 */
	String value() default "";

}
