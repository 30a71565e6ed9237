package dev.fennel.process;

import java.util.concurrent.CountDownLatch;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadCollectorTests {

	private static final String LIVE = "jvm_virtual_threads{state=\"live\"}";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final VirtualThreadCollector collector = new VirtualThreadCollector(this.registry,
			MetricFactory.with(this.registry).namespace("shop").build());

	private final VirtualThreadTaskExecutor threads = new VirtualThreadTaskExecutor("test-");

	@AfterEach
	void stop() {
		this.collector.stop();
	}

	@Test
	void threadsThatLiveAreCountedUntilTheyEnd() {
		CountDownLatch end = startAndWait();
		assertThat(value("jvm_virtual_threads{state=\"carrier\"}")).isPositive();
		assertThat(Scrapes.of(this.registry).text()).contains("# TYPE jvm_virtual_threads_pinned_total counter");
		end.countDown();
		Waiting.until(() -> value(LIVE) == 0);
	}

	@Test
	void threadsThatLivedBeforeAreNotMissedWhenTheyEnd() {
		CountDownLatch early = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(50);
		for (int i = 0; i < 50; i++) {
			this.threads.execute(() -> {
				await(early);
				ended.countDown();
			});
		}
		startAndWait().countDown();
		early.countDown();
		await(ended);
		Waiting.until(() -> value(LIVE) == 0);
		CountDownLatch end = new CountDownLatch(1);
		for (int i = 0; i < 3; i++) {
			this.threads.execute(() -> await(end));
		}
		Waiting.until(() -> value(LIVE) >= 3);
		end.countDown();
	}

	@Test
	void aThreadThatCannotLeaveItsCarrierIsCounted() {
		startAndWait().countDown();
		// Whoever initializes a class stays pinned while that takes its time
		this.threads.execute(() -> assertThat(Slow.VALUE).isPositive());
		Waiting.until(() -> value("jvm_virtual_threads_pinned_total") >= 1);
	}

	@Test
	void stoppedNothingIsLeft() {
		startAndWait().countDown();
		this.collector.stop();
		assertThat(this.collector.isRunning()).isFalse();
		assertThat(Scrapes.of(this.registry).text()).doesNotContain("jvm_virtual_threads");
		Waiting.until(() -> Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().equals("fennel-virtual-threads")));
	}

	/** The recorder takes a while to start, and hears of nothing before. */
	private CountDownLatch startAndWait() {
		this.collector.start();
		CountDownLatch end = new CountDownLatch(1);
		Waiting.until(() -> {
			this.threads.execute(() -> await(end));
			return value(LIVE) >= 3;
		});
		return end;
	}

	private double value(String sample) {
		return Scrapes.of(this.registry).value(sample);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static final class Slow {

		static final int VALUE = slowly();

		private static int slowly() {
			try {
				Thread.sleep(200);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return 1;
		}

	}

}
