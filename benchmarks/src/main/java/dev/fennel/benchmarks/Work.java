package dev.fennel.benchmarks;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;

/**
 * Methods with the annotations of both libraries.
 */
public class Work {

	/**
	 * Has no annotation.
	 * @param number what is returned
	 * @return the number
	 */
	public int plain(int number) {
		return number;
	}

	/**
	 * Has the annotation that both libraries have for durations.
	 * @param number what is returned
	 * @return the number
	 */
	@Timed
	@io.micrometer.core.annotation.Timed
	public int timed(int number) {
		return number;
	}

	/**
	 * Has Fennel's annotation for durations, and declares a result that might be
	 * anything.
	 * @param any what is returned
	 * @return the same
	 */
	@Timed
	public Object any(Object any) {
		return any;
	}

	/**
	 * Has all of Fennel's annotations, and of Micrometer's those that come to the same.
	 * @param number what is returned
	 * @return the number
	 */
	@Timed
	@Counted
	@CountExceptions
	@TrackInProgress
	@io.micrometer.core.annotation.Timed
	@io.micrometer.core.annotation.Counted
	public int allFour(int number) {
		return number;
	}

}
