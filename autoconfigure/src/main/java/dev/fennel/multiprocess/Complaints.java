package dev.fennel.multiprocess;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import dev.fennel.CollectorGuard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says once, in the log and in {@code fennel_collector_up}, what of which process is not
 * on the page.
 */
final class Complaints {

	private static final Log logger = LogFactory.getLog(Complaints.class);

	private final CollectorGuard guard;

	private final Set<String> down = ConcurrentHashMap.newKeySet();

	private final Set<String> noted = ConcurrentHashMap.newKeySet();

	Complaints(CollectorGuard guard) {
		this.guard = guard;
	}

	/**
	 * Reports on a page.
	 * @param complaints what is not on it
	 * @param whole whether it would show all else, so that what was complained of before
	 * and is not now is well again or gone
	 */
	void report(Collection<Complaint> complaints, boolean whole) {
		for (Complaint complaint : complaints) {
			this.down.add(complaint.source());
			this.guard.leftOut(complaint.source(), complaint.reason(), complaint.failure());
			this.guard.show(complaint.source(), false);
		}
		if (whole && !this.down.isEmpty()) {
			Set<String> still = complaints.stream().map(Complaint::source).collect(Collectors.toSet());
			this.down.stream().filter((source) -> !still.contains(source)).toList().forEach(this::withdraw);
		}
	}

	private void withdraw(String source) {
		this.down.remove(source);
		this.guard.forget(source);
	}

	/**
	 * Processes disagree in what does no harm.
	 */
	void note(String family) {
		if (this.noted.add(family)) {
			logger.warn(("Processes that share a page have different help texts or gauge modes of '%s': those of the"
					+ " process that started last are used.")
				.formatted(family));
		}
	}

}
