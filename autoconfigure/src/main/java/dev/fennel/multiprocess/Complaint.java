package dev.fennel.multiprocess;

import java.io.IOException;

import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Something of a process is not on the page.
 *
 * @param source whose, as in {@code fennel_collector_up}
 * @param reason why not, a phrase
 * @param failure what was thrown, if anything was
 */
record Complaint(String source, String reason, @Nullable Throwable failure) {

	static Complaint of(String source, IOException failure) {
		return new Complaint(source, Failures.reason(failure), failure.getCause());
	}

}
