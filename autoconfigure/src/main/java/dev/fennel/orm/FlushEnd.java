package dev.fennel.orm;

import java.util.function.Consumer;

import dev.fennel.Failures;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.event.spi.FlushEventListener;

/**
 * Hears that a flush has succeeded: Hibernate's own listener before it has not thrown.
 */
final class FlushEnd implements FlushEventListener, AutoFlushEventListener {

	private final Consumer<EventSource> ended;

	private final Failures failures;

	FlushEnd(Consumer<EventSource> ended, Failures failures) {
		this.ended = ended;
		this.failures = failures;
	}

	@Override
	public void onFlush(FlushEvent event) {
		tell(event.getSession());
	}

	@Override
	public void onAutoFlush(AutoFlushEvent event) {
		tell(event.getSession());
	}

	private void tell(EventSource session) {
		this.failures.guard("follow a flush", () -> this.ended.accept(session));
	}

}
