package dev.fennel.discovery;

/**
 * Makes an instance known to whatever tells scrapers what there is. Each bean of this
 * type is used, by a thread of its own: it may wait, though not for ever.
 *
 * @since 0.1.0
 */
public interface ServiceRegistrar {

	/**
	 * Returns what it registers with, for log lines.
	 * @return a few words, without secrets
	 */
	String description();

	/**
	 * Sees to it that the instance is registered. It is called at the start, then again
	 * and again: in growing intervals until it succeeds, and from then on to find out
	 * whether the registration still holds.
	 * @param instance the instance
	 * @throws Exception if it is not registered, with a message that may be logged
	 */
	void register(ServiceInstance instance) throws Exception;

	/**
	 * Takes the registration back, at the stop. It is called where an attempt to register
	 * was made, even if that failed.
	 * @param instance the instance
	 * @throws Exception if it is still registered, with a message that may be logged
	 */
	void deregister(ServiceInstance instance) throws Exception;

	/**
	 * Returns whether the application must not start without being registered.
	 * @return whether a failure at the start stops it
	 */
	default boolean isRequired() {
		return false;
	}

}
