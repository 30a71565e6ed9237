package dev.fennel.push;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A target that does what a test wants.
 */
final class StandInTarget implements PushTarget {

	private final String name;

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final List<String> pages = new CopyOnWriteArrayList<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger failures = new AtomicInteger();

	private final AtomicInteger inside = new AtomicInteger();

	private volatile boolean hanging;

	private volatile boolean deaf;

	volatile boolean overlapped;

	StandInTarget(String name) {
		this.name = name;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String description() {
		return "a test";
	}

	List<String> calls() {
		return this.calls;
	}

	List<String> pages() {
		return this.pages;
	}

	void failNext(int times) {
		this.failures.set(times);
	}

	/** Hangs until it is interrupted, or for ever where it is deaf. */
	void hang(boolean deaf) {
		this.hanging = true;
		this.deaf = deaf;
	}

	void recover() {
		this.hanging = false;
		this.end.countDown();
	}

	@Override
	public void push(PushedPage page) throws Exception {
		this.pages.add(page.text());
		call("push");
	}

	@Override
	public void pushAdd(PushedPage page) throws Exception {
		this.pages.add(page.text());
		call("add");
	}

	@Override
	public void delete() throws Exception {
		call("delete");
	}

	private void call(String what) throws Exception {
		this.overlapped |= this.inside.incrementAndGet() > 1;
		try {
			this.calls.add(what);
			while (this.hanging) {
				await();
			}
			if (this.failures.getAndUpdate((left) -> Math.max(left - 1, 0)) > 0) {
				throw new IOException("no");
			}
		}
		finally {
			this.inside.decrementAndGet();
		}
	}

	private void await() throws InterruptedException {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			if (!this.deaf) {
				throw ex;
			}
		}
	}

}
