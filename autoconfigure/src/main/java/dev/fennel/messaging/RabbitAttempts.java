package dev.fennel.messaging;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The attempts of a listener at one message or batch. All happens on the thread of the
 * consumer.
 */
final class RabbitAttempts {

	private final ListenerSeries series;

	private final long start = System.nanoTime();

	private @Nullable Delivery last;

	private boolean succeeded;

	private boolean handled;

	private boolean detached;

	private @Nullable Throwable error;

	RabbitAttempts(ListenerSeries series) {
		this.series = series;
	}

	void begin() {
		if (this.last != null) {
			this.last.end(this.succeeded ? Outcome.SUCCESS : Outcome.RETRIED);
		}
		this.handled = false;
		this.detached = false;
		this.last = this.series.started();
	}

	void done(boolean returned) {
		this.succeeded = returned && !this.handled;
		if (this.last != null && !(this.detached && returned)) {
			this.last.stop();
		}
	}

	/** The method failed; what called it may make a reply or nothing of that. */
	void methodFailed() {
		this.handled = true;
	}

	/** Somebody else ends the attempt that is being made. */
	Delivery detach() {
		this.detached = true;
		return Objects.requireNonNull(this.last);
	}

	/** No advice has thrown. */
	void returned() {
		if (this.last != null && !this.detached) {
			this.last.end(this.succeeded ? Outcome.SUCCESS : Outcome.FAILURE);
		}
	}

	boolean hadNone() {
		return this.last == null;
	}

	/** What is to be made of a message was decided without the listener. */
	void decided(Outcome outcome) {
		this.series.record(outcome, System.nanoTime() - this.start);
	}

	void threw(Outcome outcome) {
		if (this.last != null) {
			this.last.end(outcome);
		}
	}

	@Nullable Throwable error() {
		return this.error;
	}

	void error(Throwable error) {
		this.error = error;
	}

}
