package dev.fennel.testing;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Finds what Fennel warned of, among the lines of all threads of a test run.
 */
public final class Warnings {

	/** Names of loggers are written in short where they are long. */
	private static final Pattern WARNING = Pattern.compile("\\bWARN\\b.*\\bd(ev)?\\.f(ennel)?\\.");

	private Warnings() {
	}

	/**
	 * Returns the warnings of Fennel's.
	 * @param output the lines that were written
	 * @return those lines, without stack traces
	 */
	public static List<String> of(CapturedOutput output) {
		return output.getAll().lines().filter(WARNING.asPredicate()).toList();
	}

}
