package dev.fennel.executor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunningTasksTests {

	private static final int MANY = 10_000;

	private final RunningTasks running = new RunningTasks();

	@Test
	void nothingRunsAtFirst() {
		assertThat(this.running.count()).isZero();
		assertThat(this.running.oldestAge()).isZero();
	}

	@Test
	void theOldestIsTheOneThatWasStartedFirst() {
		long now = System.nanoTime();
		RunningTasks tasks = new RunningTasks();
		int second = tasks.add(System.nanoTime());
		int first = tasks.add(now);
		long age = tasks.oldestAge();
		assertThat(age).isPositive();
		tasks.remove(first);
		assertThat(tasks.count()).isEqualTo(1);
		tasks.remove(second);
		assertThat(tasks.oldestAge()).isZero();
	}

	@Test
	void manyMoreThanThereIsRoomForAtFirstAreEachSomewhere() {
		Set<Integer> positions = new HashSet<>();
		for (int i = 0; i < MANY; i++) {
			assertThat(positions.add(this.running.add(System.nanoTime()))).isTrue();
		}
		assertThat(this.running.count()).isEqualTo(MANY);
		positions.forEach(this.running::remove);
		assertThat(this.running.count()).isZero();
	}

	@Test
	void roomStaysInProportion() {
		for (int i = 0; i < MANY; i++) {
			this.running.add(System.nanoTime());
		}
		assertThat(this.running.room()).isLessThan(32 * MANY);
	}

	@Test
	void threadsDoNotTakeEachOthersSlots() throws InterruptedException {
		CountDownLatch start = new CountDownLatch(1);
		List<Thread> threads = IntStream.range(0, 16).mapToObj((i) -> new Thread(() -> {
			await(start);
			for (int round = 0; round < MANY; round++) {
				int outer = this.running.add(System.nanoTime());
				int inner = this.running.add(System.nanoTime());
				this.running.remove(outer);
				this.running.remove(inner);
			}
			this.running.add(System.nanoTime());
		})).toList();
		threads.forEach(Thread::start);
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.running.count()).isEqualTo(16);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
