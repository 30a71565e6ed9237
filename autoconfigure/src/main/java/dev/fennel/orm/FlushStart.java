package dev.fennel.orm;

import java.util.function.Consumer;

import dev.fennel.Failures;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.FlushEvent;
import org.hibernate.event.spi.FlushEventListener;

/**
 * Hears that a flush is about to start.
 */
final class FlushStart implements FlushEventListener, AutoFlushEventListener {

	private final Consumer<EventSource> started;

	private final Failures failures;

	FlushStart(Consumer<EventSource> started, Failures failures) {
		this.started = started;
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
		this.failures.guard("follow a flush", () -> this.started.accept(session));
	}

}
