package dev.fennel.push;

import java.time.Duration;

import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * When something is pushed, and how hard that is tried.
 *
 * @param feature the id of the feature, as in {@code fennel.<feature>.enabled}
 * @param target where to
 * @param interval the time from the end of one push to the next, null for none
 * @param atStart whether it is pushed when the application starts
 * @param atStop what happens when it stops
 * @param timeout how long one push may take, all its retries included
 * @param retries how often a push that fails is tried again
 * @since 0.1.0
 */
public record PushPlan(String feature, PushTarget target, @Nullable Duration interval, boolean atStart, AtStop atStop,
		Duration timeout, int retries) {

	/**
	 * Creates a plan; an interval of nothing is none.
	 * @throws MetricDefinitionException if a time or the number is negative, or the
	 * timeout is nothing
	 */
	public PushPlan {
		if (interval != null && interval.isZero()) {
			interval = null;
		}
		if (interval != null && interval.toMillis() < 1) {
			throw new MetricDefinitionException("fennel.%s.interval is %s".formatted(feature, interval),
					"Set a positive duration such as 1m, or 0 for none");
		}
		if (timeout.toMillis() < 1) {
			throw new MetricDefinitionException("fennel.%s.timeout is %s".formatted(feature, timeout),
					"Set a positive duration such as 10s");
		}
		if (retries < 0) {
			throw new MetricDefinitionException("fennel.%s.retries is %d".formatted(feature, retries),
					"Set a number, 0 for none");
		}
	}

}
