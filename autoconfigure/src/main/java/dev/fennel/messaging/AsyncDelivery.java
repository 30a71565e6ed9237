package dev.fennel.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Hears of the end of a delivery whose listener has returned what was not yet done.
 */
@FunctionalInterface
interface AsyncDelivery {

	/**
	 * It has ended.
	 * @param error what it failed with, null where it succeeded
	 */
	void end(@Nullable Throwable error);

}
