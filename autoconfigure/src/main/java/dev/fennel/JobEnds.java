package dev.fennel;

/**
 * What is to be done when a run of a job has ended, because the process may too.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface JobEnds {

	/**
	 * A run has ended, and is recorded.
	 */
	void ended();

}
