package dev.fennel.autoconfigure.jdbc;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import org.jspecify.annotations.Nullable;

/**
 * To whom the place for a tracker in pools of HikariCP would belong without Fennel.
 */
@FunctionalInterface
interface HikariTrackerOwner {

	/**
	 * Returns the trackers that would be there.
	 * @return what makes them, null for none
	 */
	@Nullable MetricsTrackerFactory trackers();

}
