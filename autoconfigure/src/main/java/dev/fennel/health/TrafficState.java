package dev.fennel.health;

/**
 * Whether the application is to get requests, whatever its checks say.
 *
 * @since 0.1.0
 */
public enum TrafficState {

	/**
	 * It starts: nothing is checked yet.
	 */
	STARTING,

	/**
	 * It takes requests.
	 */
	ACCEPTING,

	/**
	 * It runs, and takes none.
	 */
	REFUSING,

	/**
	 * It stops: nothing is checked any more.
	 */
	STOPPING;

	boolean runs() {
		return this == ACCEPTING || this == REFUSING;
	}

}
