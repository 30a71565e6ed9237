package dev.fennel.testing;

import java.util.concurrent.Future;

import dev.fennel.annotation.Counted;

/**
 * What another package does not see all of.
 */
@SuppressWarnings("exports")
public class Elsewhere {

	/**
	 * Is annotated, and seen by this package only.
	 */
	@Counted
	void run() {
	}

	/**
	 * Is annotated, and declares a type that only this package sees.
	 * @param future what is returned
	 * @return the future
	 */
	@Counted
	public HiddenFuture later(HiddenFuture future) {
		return future;
	}

	/**
	 * Calls the other for those who do not see the type.
	 * @param object whose method is called
	 * @param future what is returned
	 * @return the future
	 */
	public static Future<String> later(Elsewhere object, Future<String> future) {
		return object.later((HiddenFuture) future);
	}

	/**
	 * Makes a future of the type.
	 * @return a future that is not done
	 */
	public static Future<String> future() {
		return new HiddenTask();
	}

	/**
	 * A type of this package.
	 */
	interface HiddenFuture extends Future<String> {

		@Override
		boolean isDone();

	}

	private static final class HiddenTask extends java.util.concurrent.FutureTask<String> implements HiddenFuture {

		HiddenTask() {
			super(() -> "done");
		}

	}

}
