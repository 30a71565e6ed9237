package dev.fennel;

/**
 * Hears of requests that are measured. What it throws is recorded and hurts nobody; what
 * it takes is part of the time of the request.
 *
 * @since 0.1.0
 */
public interface RequestListener {

	/**
	 * A handler was found for the request that this thread works on: at its start, and
	 * again in each thread in which it goes on.
	 * @param route the pattern that matched first
	 */
	void matched(String route);

	/**
	 * The handler of the request that this thread works on is done, and the filters
	 * around it are not.
	 * @param nanos the time that was spent behind all filters, in nanoseconds
	 */
	void handled(long nanos);

	/**
	 * This thread does not work on the request any more, whatever has become of it.
	 */
	void left();

	/**
	 * A request is complete, which it is once, in any thread.
	 * @param request what it was
	 */
	void completed(CompletedRequest request);

}
