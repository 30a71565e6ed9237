package dev.fennel.health;

import org.jspecify.annotations.Nullable;

/**
 * How a check has ended.
 *
 * @param name the name of the check
 * @param status its status
 * @param nanos what it took, or has taken so far where it was cut off
 * @param error the class of what it threw, null for nothing
 */
record CheckResult(String name, String status, long nanos, @Nullable String error) {

	boolean isUp() {
		return !this.status.equals(HealthCheck.DOWN) && !this.status.equals(HealthCheck.OUT_OF_SERVICE);
	}

}
