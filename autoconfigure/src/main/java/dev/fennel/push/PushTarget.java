package dev.fennel.push;

/**
 * Where metrics are pushed to. A method that is called is retried when it throws, and its
 * thread is interrupted when the time is over. No two calls overlap.
 *
 * @since 0.1.0
 */
public interface PushTarget {

	/**
	 * Returns the value of the label {@code target}, which no other target has.
	 * @return a word in lower case
	 */
	String name();

	/**
	 * Returns where it is, for log lines.
	 * @return a few words, without secrets
	 */
	String description();

	/**
	 * Replaces all that was pushed before.
	 * @param page what is pushed
	 * @throws Exception if it was not pushed, with a message that may be logged
	 */
	void push(PushedPage page) throws Exception;

	/**
	 * Replaces what was pushed before of the families that are pushed now, and leaves all
	 * others. Without such a difference it is the same as {@link #push}.
	 * @param page what is pushed
	 * @throws Exception if it was not pushed, with a message that may be logged
	 */
	default void pushAdd(PushedPage page) throws Exception {
		push(page);
	}

	/**
	 * Takes back what was pushed before, where that can be done.
	 * @throws Exception if it is still there, with a message that may be logged
	 */
	default void delete() throws Exception {
	}

}
