package dev.fennel.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.fennel.PageResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SharedPagesTests {

	private final SharedPages pages = new SharedPages();

	private final AtomicInteger made = new AtomicInteger();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@Test
	void whoComesAloneGetsAPageOfItsOwn() {
		PageResponse first = this.pages.get("a", this::page);
		PageResponse second = this.pages.get("a", this::page);
		assertThat(first).isNotSameAs(second);
		assertThat(this.made).hasValue(2);
	}

	@Test
	void nobodyGetsAPageThatWasBegunBeforeItAsked() throws Exception {
		AtomicLong clock = new AtomicLong();
		List<Future<Boolean>> fresh = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			fresh.add(this.executor.submit(() -> {
				boolean all = true;
				for (int j = 0; j < 10_000; j++) {
					long asked = clock.incrementAndGet();
					PageResponse page = this.pages.get("a", () -> page(clock.incrementAndGet()));
					all &= Long.parseLong(page.headers().get("Begun")) > asked;
				}
				return all;
			}));
		}
		for (Future<Boolean> each : fresh) {
			assertThat(each.get()).isTrue();
		}
	}

	@Test
	void whoWaitsForTheNextPageSharesIt() throws Exception {
		SharedPages patient = new SharedPages(Long.MAX_VALUE, Long.MAX_VALUE);
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<PageResponse> first = this.executor.submit(() -> patient.get("a", () -> {
			begun.countDown();
			await(release);
			return page();
		}));
		begun.await();
		List<Future<PageResponse>> others = new ArrayList<>();
		List<Thread> waiting = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			others.add(this.executor.submit(() -> {
				synchronized (waiting) {
					waiting.add(Thread.currentThread());
				}
				return patient.get("a", this::page);
			}));
		}
		while (!allWait(waiting, 5)) {
			Thread.onSpinWait();
		}
		release.countDown();
		first.get();
		for (Future<PageResponse> other : others) {
			other.get();
		}
		assertThat(this.made).hasValue(2);
	}

	@Test
	void whoWaitsForAPageThatHadToWaitSharesIt() throws Exception {
		SharedPages pages = new SharedPages(200, Long.MAX_VALUE);
		CountDownLatch firstBegun = new CountDownLatch(1);
		CountDownLatch nextBegun = new CountDownLatch(2);
		CountDownLatch release = new CountDownLatch(1);
		List<Future<PageResponse>> all = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			all.add(this.executor.submit(() -> pages.get("a", () -> {
				firstBegun.countDown();
				nextBegun.countDown();
				await(release);
				return page();
			})));
			firstBegun.await();
		}
		nextBegun.await();
		// Longer than the next one has waited, and than those who wait for it might have
		TimeUnit.MILLISECONDS.sleep(300);
		release.countDown();
		for (Future<PageResponse> one : all) {
			one.get();
		}
		assertThat(this.made.get()).isBetween(2, 5);
	}

	@Test
	void whoHasWaitedForLongMakesItsOwn() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<PageResponse> hanging = this.executor.submit(() -> this.pages.get("a", () -> {
			begun.countDown();
			await(release);
			return page();
		}));
		begun.await();
		assertThat(this.pages.get("a", this::page)).isNotNull();
		assertThat(hanging.isDone()).isFalse();
		release.countDown();
		hanging.get();
	}

	@Test
	void pagesOfOtherKeysWaitForNothing() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<PageResponse> hanging = this.executor.submit(() -> this.pages.get("a", () -> {
			begun.countDown();
			await(release);
			return page();
		}));
		begun.await();
		this.pages.get("b", this::page);
		assertThat(hanging.isDone()).isFalse();
		release.countDown();
		hanging.get();
	}

	@Test
	void aFailureIsThatOfWhoMadeThePage() {
		assertThatIllegalStateException().isThrownBy(() -> this.pages.get("a", () -> {
			throw new IllegalStateException("no");
		})).withMessage("no");
		assertThat(this.pages.get("a", this::page)).isNotNull();
	}

	private static boolean allWait(List<Thread> threads, int count) {
		synchronized (threads) {
			return threads.size() == count
					&& threads.stream().allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private PageResponse page() {
		return page(0);
	}

	private PageResponse page(long begun) {
		this.made.incrementAndGet();
		return new PageResponse(200, Map.of("Begun", String.valueOf(begun)), new byte[0]);
	}

}
