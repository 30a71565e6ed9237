package dev.fennel.push;

/**
 * What happens when the application stops, as long as all beans are there.
 *
 * @since 0.1.0
 */
public enum AtStop {

	/** A push that replaces all that was pushed before. */
	PUSH,

	/** A push that leaves families which are not pushed now. */
	PUSH_ADD,

	/** What was pushed is taken back. */
	DELETE,

	/** Nothing. */
	NONE

}
