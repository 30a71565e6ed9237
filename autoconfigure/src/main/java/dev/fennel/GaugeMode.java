package dev.fennel;

/**
 * How several processes that share one page show a gauge of theirs. The values of a
 * process that has ended go with it where the mode is a live one.
 *
 * @since 0.1.0
 */
public enum GaugeMode {

	/**
	 * A series for each process, with the label {@code process}; those of the dead stay
	 * for a while.
	 */
	ALL,

	/** A series for each live process, with the label {@code process}. */
	LIVE_ALL,

	/** The smallest value of all processes. */
	MIN,

	/** The smallest value of the live processes. */
	LIVE_MIN,

	/** The largest value of all processes. */
	MAX,

	/** The largest value of the live processes. */
	LIVE_MAX,

	/** The sum over all processes. */
	SUM,

	/** The sum over the live processes. */
	LIVE_SUM,

	/** The value that was the last to change in any process. */
	MOST_RECENT,

	/** The value that was the last to change in a live process. */
	LIVE_MOST_RECENT;

	/**
	 * Whether only live processes count.
	 * @return whether the values of the dead are left out
	 */
	public boolean isLive() {
		return name().startsWith("LIVE_");
	}

	/**
	 * Whether each process has a series of its own.
	 * @return whether series have the label {@code process}
	 */
	public boolean isPerProcess() {
		return this == ALL || this == LIVE_ALL;
	}

	/**
	 * Whether it matters when a value changed.
	 * @return whether the last change wins
	 */
	public boolean isMostRecent() {
		return this == MOST_RECENT || this == LIVE_MOST_RECENT;
	}

}
