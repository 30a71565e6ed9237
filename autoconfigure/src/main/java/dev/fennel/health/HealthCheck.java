package dev.fennel.health;

import java.util.concurrent.Callable;

/**
 * One thing that is looked at for readiness.
 *
 * @param name the value of the label {@code check}
 * @param status finds its status: {@value #DOWN} and {@value #OUT_OF_SERVICE} mean that
 * the application is not ready, any other that it is
 * @since 0.1.0
 */
public record HealthCheck(String name, Callable<String> status) {

	/**
	 * It is there.
	 */
	public static final String UP = "UP";

	/**
	 * It is not there.
	 */
	public static final String DOWN = "DOWN";

	/**
	 * It is there, and is not to be used.
	 */
	public static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

	static final String UNKNOWN = "UNKNOWN";

	/**
	 * Creates a check that knows yes and no.
	 * @param name the value of the label {@code check}
	 * @param check what to run
	 * @return the check
	 */
	public static HealthCheck of(String name, ReadinessCheck check) {
		return new HealthCheck(name, () -> check.isReady() ? UP : DOWN);
	}

	/**
	 * Gives the check another name.
	 * @param name the value of the label {@code check}
	 * @return the same check under that name
	 */
	public HealthCheck named(String name) {
		return new HealthCheck(name, this.status);
	}

}
