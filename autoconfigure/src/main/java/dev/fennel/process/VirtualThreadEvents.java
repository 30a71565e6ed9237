package dev.fennel.process;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import dev.fennel.Failures;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the flight recorder tells of virtual threads, in a stream of those events
 * alone. Its thread is a daemon, since the stream's own would keep a process alive that
 * never closes its context, and starts the recorder, which takes a while.
 */
final class VirtualThreadEvents implements Runnable {

	private static final String START = "jdk.VirtualThreadStart";

	private static final String END = "jdk.VirtualThreadEnd";

	private static final String PINNED = "jdk.VirtualThreadPinned";

	private static final Duration LEAST_PINNING = Duration.ofMillis(20);

	private final LongAdder started = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder pinned = new LongAdder();

	private final Failures failures;

	/** Threads with this id or a smaller one may have started unheard. */
	private volatile long unheard = Long.MAX_VALUE;

	private @Nullable RecordingStream stream;

	private volatile boolean stopped;

	VirtualThreadEvents(Failures failures) {
		this.failures = failures;
	}

	void start() {
		Thread thread = new Thread(this, "fennel-virtual-threads");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void run() {
		this.failures.guard("hear of virtual threads from the flight recorder", () -> {
			RecordingStream opened = open();
			if (opened != null) {
				follow(opened);
			}
		});
	}

	/**
	 * Hears what the stream tells until it is closed, which may have come first.
	 */
	void follow(RecordingStream opened) {
		try {
			opened.start();
		}
		catch (IllegalStateException ex) {
			if (!this.stopped) {
				throw ex;
			}
		}
	}

	synchronized void stop() {
		this.stopped = true;
		if (this.stream != null) {
			this.stream.close();
		}
	}

	/**
	 * Virtual threads that were made since the first words of the stream and live.
	 */
	long live() {
		long ended = this.ended.sum();
		return Math.max(0, this.started.sum() - ended);
	}

	long pinned() {
		return this.pinned.sum();
	}

	synchronized @Nullable RecordingStream open() {
		if (this.stopped) {
			return null;
		}
		RecordingStream opened = new RecordingStream();
		opened.setOrdered(false);
		opened.enable(START).withoutStackTrace();
		opened.enable(END).withoutStackTrace();
		opened.enable(PINNED).withoutStackTrace().withThreshold(LEAST_PINNING);
		opened.onEvent(START, (event) -> count(event, this.started));
		opened.onEvent(END, (event) -> count(event, this.ended));
		opened.onEvent(PINNED, (event) -> this.pinned.increment());
		opened.onFlush(this::hearFromNowOn);
		this.stream = opened;
		return opened;
	}

	/** Ids rise, and that of a thread which is never started is as good as any. */
	private void hearFromNowOn() {
		if (this.unheard == Long.MAX_VALUE) {
			this.unheard = new Thread().getId();
		}
	}

	private void count(RecordedEvent event, LongAdder events) {
		if (event.getLong("javaThreadId") > this.unheard) {
			events.increment();
		}
	}

}
