package dev.fennel.process;

import org.jspecify.annotations.Nullable;

/**
 * What a web server tells of itself. It is asked at each scrape and must answer without
 * work; null is what it cannot tell, and is left out of the page.
 *
 * @since 0.1.0
 */
public interface WebServerStatus {

	/**
	 * Returns how many threads work on requests.
	 * @return the number
	 */
	@Nullable Number busy();

	/**
	 * Returns how many threads wait for one.
	 * @return the number
	 */
	@Nullable Number idle();

	/**
	 * Returns how many threads may work on requests at once.
	 * @return the number
	 */
	@Nullable Number max();

	/**
	 * Returns how many connections are open.
	 * @return the number
	 */
	@Nullable Number connections();

	/**
	 * Returns how many tasks wait for a thread.
	 * @return the number
	 */
	@Nullable Number queued();

}
