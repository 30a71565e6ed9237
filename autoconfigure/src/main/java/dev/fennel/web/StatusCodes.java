package dev.fennel.web;

/**
 * The values of the label {@code status}.
 */
final class StatusCodes {

	/** One more than the largest code. */
	static final int LIMIT = 1000;

	private static final int SMALLEST = 100;

	private static final int UNKNOWN = 0;

	private final boolean grouped;

	StatusCodes(boolean grouped) {
		this.grouped = grouped;
	}

	/**
	 * The number under which a status is counted: the code or the first digit of its
	 * group, and one number for all that HTTP does not know.
	 */
	int number(int status) {
		if (status < SMALLEST || status >= LIMIT) {
			return UNKNOWN;
		}
		return this.grouped ? status / SMALLEST : status;
	}

	String value(int number) {
		if (number == UNKNOWN) {
			return "other";
		}
		return this.grouped ? number + "xx" : Integer.toString(number);
	}

}
