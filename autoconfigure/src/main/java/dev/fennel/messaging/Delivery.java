package dev.fennel.messaging;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One delivery of a message or a batch to a listener. It goes off <em>in progress</em>
 * when the listener is done with it, and is counted when it is known what came of it,
 * which may be later, and each once.
 */
final class Delivery {

	private final ListenerSeries series;

	private final AtomicBoolean stopped = new AtomicBoolean();

	private final AtomicBoolean ended = new AtomicBoolean();

	private final long start;

	private volatile long nanos;

	Delivery(ListenerSeries series) {
		this.series = series;
		series.add(1);
		this.start = System.nanoTime();
	}

	void stop() {
		if (this.stopped.compareAndSet(false, true)) {
			this.nanos = System.nanoTime() - this.start;
			this.series.add(-1);
		}
	}

	void end(Outcome outcome) {
		stop();
		if (this.ended.compareAndSet(false, true)) {
			this.series.record(outcome, this.nanos);
		}
	}

}
