package dev.fennel;

import org.jspecify.annotations.Nullable;

/**
 * Hears of the runs of jobs, whatever has found them.
 *
 * @since 0.1.0
 */
public interface Jobs {

	/**
	 * Returns who hears of the runs of one job.
	 * @param name its name
	 * @return who hears of them
	 */
	Runs of(String name);

	/**
	 * Ends all runs that have not ended, since the application does: they failed.
	 */
	void cutOff();

	/**
	 * Hears of the runs of one job.
	 *
	 * @since 0.1.0
	 */
	interface Runs {

		/**
		 * A run has begun.
		 */
		void started();

		/**
		 * What has begun was no run after all.
		 */
		void left();

		/**
		 * A run has ended.
		 * @param seconds what it took
		 * @param failure what it failed with, null where it succeeded
		 */
		void ended(double seconds, @Nullable Throwable failure);

	}

}
