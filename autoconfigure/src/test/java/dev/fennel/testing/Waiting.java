package dev.fennel.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;

/**
 * Waits for what happens in other threads.
 */
public final class Waiting {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration LOOK = Duration.ofMillis(5);

	private Waiting() {
	}

	/**
	 * Waits until something holds.
	 * @param condition what
	 */
	public static void until(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(condition);
	}

}
