package dev.fennel.health;

/**
 * Tells whether something is there that the application cannot do without. Each bean of
 * this type is run for {@code /ready}, by a thread of Fennel's, and never twice at once.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReadinessCheck {

	/**
	 * Looks whether it is there. What takes longer than {@code fennel.health.timeout} is
	 * taken for a no; it is not interrupted.
	 * @return whether it is
	 * @throws Exception if it is not; of it only the name of its class is shown
	 */
	boolean isReady() throws Exception;

}
