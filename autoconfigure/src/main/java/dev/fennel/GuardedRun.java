package dev.fennel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The calls of one page. They run one after the other on one helper thread as long as
 * that goes well; each time that none of them returns for some milliseconds, the number
 * of threads that go on with the rest is doubled. So a page of quick collectors costs one
 * hand-over, and however many hang, all are started at once.
 *
 * @param <T> the type of what is collected
 */
final class GuardedRun<T> {

	private static final long PATIENCE_NANOS = 5_000_000;

	/**
	 * How much longer than a call may take all of them may, threads that do not start.
	 */
	private static final long GRACE_NANOS = 1_000_000_000;

	private final Map<GuardedCollection<T>, GuardedCall<T>> calls = new LinkedHashMap<>();

	private final Map<GuardedCollection<T>, GuardedCall<T>> waiting = new LinkedHashMap<>();

	private final List<GuardedCall<T>> expected = new ArrayList<>();

	private final Queue<GuardedCall<T>> queue = new ConcurrentLinkedQueue<>();

	private final Map<Object, GuardedCall<?>> running;

	private final Executor helpers;

	private final long timeout;

	private final long start = System.nanoTime();

	private final Thread scraper = Thread.currentThread();

	private @Nullable Throwable refusal;

	GuardedRun(Collection<GuardedCollection<T>> collections, Duration timeout, Map<Object, GuardedCall<?>> running,
			Executor helpers) {
		this.timeout = timeout.toNanos();
		this.running = running;
		this.helpers = helpers;
		collections.forEach(this::add);
	}

	Map<GuardedCollection<T>, GuardedCall<T>> calls() {
		return this.calls;
	}

	/**
	 * Whether a call has not only waited for one of another page to end.
	 */
	boolean hadTurn(GuardedCall<T> call) {
		return this.expected.contains(call);
	}

	/**
	 * Why a helper thread could not be started, null where all could.
	 */
	@Nullable Throwable refusal() {
		return this.refusal;
	}

	/**
	 * Returns when all calls have returned or take too long. An interruption, at which no
	 * thread would ever park, is kept for later.
	 */
	void await() {
		boolean interrupted = Thread.interrupted();
		try {
			int threads = 1;
			help(threads);
			long left = unfinished();
			while (left > 0 && System.nanoTime() - this.start < this.timeout + GRACE_NANOS) {
				LockSupport.parkNanos(this, PATIENCE_NANOS);
				interrupted |= Thread.interrupted();
				admitWaiting();
				long now = unfinished();
				if (now == left && !this.queue.isEmpty()) {
					help(threads);
					threads *= 2;
				}
				left = now;
			}
		}
		finally {
			giveUpUnstarted();
			if (interrupted) {
				this.scraper.interrupt();
			}
		}
	}

	/**
	 * What no thread has begun with is not running, and must not be waited for by the
	 * next page.
	 */
	private void giveUpUnstarted() {
		GuardedCall<T> call = this.queue.poll();
		while (call != null) {
			this.running.remove(call.source(), call);
			call = this.queue.poll();
		}
	}

	private void add(GuardedCollection<T> collection) {
		GuardedCall<T> call = new GuardedCall<>(collection, this::returned);
		GuardedCall<?> earlier = this.running.putIfAbsent(collection.source(), call);
		if (earlier == null) {
			admit(call);
		}
		else if (collection.isShared() && earlier.isShared()) {
			call = joined(earlier);
			this.expected.add(call);
		}
		else {
			this.waiting.put(collection, call);
		}
		this.calls.put(collection, call);
	}

	private void admit(GuardedCall<T> call) {
		this.expected.add(call);
		this.queue.add(call);
	}

	private void admitWaiting() {
		this.waiting.entrySet().removeIf((entry) -> {
			boolean free = this.running.putIfAbsent(entry.getKey().source(), entry.getValue()) == null;
			if (free) {
				admit(entry.getValue());
			}
			return free || System.nanoTime() - this.start > this.timeout;
		});
	}

	private void returned(GuardedCall<T> call) {
		this.running.remove(call.source(), call);
		if (this.queue.isEmpty()) {
			LockSupport.unpark(this.scraper);
		}
	}

	@SuppressWarnings("unchecked") // of one source, all calls collect the same type
	private GuardedCall<T> joined(GuardedCall<?> earlier) {
		return (GuardedCall<T>) earlier;
	}

	private long unfinished() {
		return this.waiting.size() + this.expected.stream()
			.filter((call) -> !call.isDone() && !call.isRunningLongerThan(this.timeout))
			.count();
	}

	private void help(int most) {
		int threads = Math.min(most, this.queue.size());
		try {
			for (int i = 0; i < threads; i++) {
				this.helpers.execute(this::work);
			}
		}
		catch (Throwable ex) {
			// no memory for another thread, say: those that there are go on
			this.refusal = ex;
		}
	}

	private void work() {
		GuardedCall<T> call = this.queue.poll();
		while (call != null) {
			call.run();
			call = this.queue.poll();
		}
	}

}
