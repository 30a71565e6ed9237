package dev.fennel.method;

import org.jspecify.annotations.Nullable;

/**
 * What one annotation records of each call. A call is null where nothing has to be known
 * of it: it succeeds, and no meter of its method {@link #differs() differs} by call.
 */
interface MethodMeter {

	/** Whether calls that succeed are recorded with labels of their own. */
	boolean differs();

	/** Whether it has to know what calls take. */
	default boolean isTimed() {
		return false;
	}

	/** A call begins. */
	default void entered(@Nullable MethodCall call) {
	}

	/**
	 * A call is left that is none after all: what it returned may be called later, any
	 * number of times.
	 */
	default void left(@Nullable MethodCall call) {
	}

	/**
	 * A call has ended.
	 * @param seconds what it took
	 */
	void ended(double seconds, @Nullable MethodCall call);

}
