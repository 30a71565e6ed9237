package dev.fennel.autoconfigure.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.ImmediateAcknowledgeAmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;

/**
 * Does what messages say.
 */
class Obedient {

	final AtomicInteger calls = new AtomicInteger();

	final AtomicInteger failed = new AtomicInteger();

	final CountDownLatch released = new CountDownLatch(1);

	private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

	void obey(String message) {
		this.calls.incrementAndGet();
		String[] words = message.split(" ");
		switch (words[1]) {
			case "failures" -> fail(message, Integer.parseInt(words[0]));
			case "reject" -> throw new AmqpRejectAndDontRequeueException("rejected");
			case "acknowledge" -> throw new ImmediateAcknowledgeAmqpException("acknowledged");
			case "error" -> throw new AssertionError("error");
			case "wait" -> await();
			case "requeue" -> requeueOnce(message);
			default -> {
			}
		}
	}

	private void fail(String message, int times) {
		if (this.failures.computeIfAbsent(message, (key) -> new AtomicInteger()).getAndIncrement() < times) {
			this.failed.incrementAndGet();
			throw new IllegalStateException("failed");
		}
	}

	private void requeueOnce(String message) {
		if (this.failures.putIfAbsent(message, new AtomicInteger()) == null) {
			throw new ImmediateRequeueAmqpException("requeue");
		}
	}

	/** Whoever stops a container may interrupt it. */
	private void await() {
		while (this.released.getCount() > 0) {
			LockSupport.parkNanos(1_000_000);
		}
	}

}
