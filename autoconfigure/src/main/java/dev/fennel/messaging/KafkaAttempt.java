package dev.fennel.messaging;

/**
 * One call of a listener with a record or a batch, on the thread of its consumer.
 */
final class KafkaAttempt {

	private final Object data;

	private final Delivery delivery;

	private State state = State.RUNNING;

	KafkaAttempt(Object data, Delivery delivery) {
		this.data = data;
		this.delivery = delivery;
	}

	/** Whether an interceptor within another one tells of the same call. */
	boolean isAt(Object other) {
		return this.state == State.RUNNING && this.data == other;
	}

	void returned() {
		if (this.state == State.RUNNING) {
			this.delivery.stop();
			this.state = State.RETURNED;
		}
	}

	void failed() {
		if (this.state != State.DETACHED) {
			this.delivery.stop();
			this.state = State.FAILED;
		}
	}

	/** Somebody else ends it. */
	Delivery detach() {
		this.state = State.DETACHED;
		return this.delivery;
	}

	/** The listener was not called after all. */
	void forget() {
		this.delivery.stop();
		this.state = State.DETACHED;
	}

	Object data() {
		return this.data;
	}

	boolean hasFailed() {
		return this.state == State.FAILED;
	}

	void end(Outcome outcome) {
		if (this.state != State.DETACHED) {
			this.delivery.end(outcome);
		}
	}

	/** Nobody decides any more; what is not committed comes again. */
	void leave() {
		end((this.state == State.RETURNED) ? Outcome.SUCCESS : Outcome.RETRIED);
	}

	private enum State {

		RUNNING, RETURNED, FAILED, DETACHED

	}

}
