package dev.fennel.client;

/**
 * The values of the label {@code status}.
 */
final class Statuses {

	/** The status of a request that got no answer. */
	static final int IO_ERROR = 0;

	/** One more than the largest code. */
	static final int LIMIT = 1000;

	private static final int SMALLEST = 100;

	/** What HTTP does not know. */
	private static final int OTHER = 1;

	private Statuses() {
	}

	/**
	 * The number under which a status is counted.
	 */
	static int number(int status) {
		return (status == IO_ERROR || (status >= SMALLEST && status < LIMIT)) ? status : OTHER;
	}

	static String value(int number) {
		return switch (number) {
			case IO_ERROR -> "IO_ERROR";
			case OTHER -> "other";
			default -> Integer.toString(number);
		};
	}

}
