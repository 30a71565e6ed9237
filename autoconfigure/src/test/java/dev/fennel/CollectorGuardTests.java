package dev.fennel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CollectorGuardTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	CollectorGuardTests() {
		MetricFactory.with(this.registry).build();
		this.registry.setCollectorTimeout(Duration.ofMillis(200));
	}

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	void whatHangsIsLeftOutAndNotStartedAgainUntilItHasReturned(CapturedOutput output) throws Exception {
		hanging("stuck");
		gauge("fine");
		for (int i = 0; i < 3; i++) {
			Page page = Scrapes.of(this.registry);
			assertThat(page.samples()).containsEntry("fine", 1.0)
				.containsEntry("fennel_collector_up{collector=\"stuck\"}", 0.0)
				.containsEntry("fennel_collector_up{collector=\"fine\"}", 1.0)
				.doesNotContainKey("stuck");
		}
		assertThat(this.calls).hasValue(1);
		assertThat(output.getAll())
			.containsOnlyOnce("'stuck' is left out of the metrics page: it takes longer than 200 ms");
		this.release.countDown();
		Page page = Scrapes.of(this.registry);
		for (int i = 0; i < 100 && page.value("stuck") != 1; i++) {
			TimeUnit.MILLISECONDS.sleep(10);
			page = Scrapes.of(this.registry);
		}
		assertThat(page.samples()).containsEntry("stuck", 1.0)
			.containsEntry("fennel_collector_up{collector=\"stuck\"}", 1.0);
	}

	@Test
	void howeverManyHangThePageComesInTime() {
		for (int i = 0; i < 100; i++) {
			hanging("stuck_" + i);
		}
		gauge("fine");
		long start = System.nanoTime();
		Page page = Scrapes.of(this.registry);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1200));
		assertThat(page.samples()).containsEntry("fine", 1.0);
		assertThat(page.sum((sample) -> sample.startsWith("fennel_collector_up"))).isEqualTo(1);
		assertThat(hangingThreads()).isEqualTo(100);
		Scrapes.of(this.registry);
		assertThat(hangingThreads()).isEqualTo(100);
	}

	@Test
	void quickOnesShareOneThread() {
		List<String> threads = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			GaugeWithCallback.builder().name("quick_" + i).callback((callback) -> {
				threads.add(Thread.currentThread().getName());
				callback.call(1);
			}).register(this.registry);
		}
		Scrapes.of(this.registry);
		assertThat(threads).hasSize(50).allMatch((name) -> name.startsWith("fennel-collector-"));
		assertThat(threads.stream().distinct()).hasSizeLessThan(5);
	}

	@Test
	void scrapesAtTheSameTimeShareWhatIsRunning() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		GaugeWithCallback.builder().name("slow").callback((callback) -> {
			this.calls.incrementAndGet();
			inside.countDown();
			sleep(100);
			callback.call(1);
		}).register(this.registry);
		CompletableFuture<Page> first = CompletableFuture.supplyAsync(() -> Scrapes.of(this.registry));
		inside.await();
		Page second = Scrapes.of(this.registry);
		assertThat(second.samples()).containsEntry("slow", 1.0);
		assertThat(first.get().samples()).containsEntry("slow", 1.0);
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void aFilteredScrapeWaitsForItsTurn() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		GaugeWithCallback.builder().name("slow").callback((callback) -> {
			this.calls.incrementAndGet();
			inside.countDown();
			sleep(50);
			callback.call(1);
		}).register(this.registry);
		CompletableFuture<Page> first = CompletableFuture.supplyAsync(() -> Scrapes.of(this.registry));
		inside.await();
		assertThat(this.registry.scrape((name) -> name.equals("slow")).size()).isEqualTo(1);
		first.get();
		assertThat(this.calls).hasValue(2);
	}

	@Test
	void aFilteredScrapeDoesNotWaitForWhatHangs() {
		hanging("stuck");
		Scrapes.of(this.registry);
		assertThat(this.registry.scrape((name) -> name.equals("stuck")).size()).isZero();
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void tenScrapersAtOnceAllGetWholePages() {
		Map<Integer, CompletableFuture<Page>> pages = new java.util.HashMap<>();
		for (int i = 0; i < 20; i++) {
			gauge("quick_" + i);
		}
		for (int i = 0; i < 10; i++) {
			pages.put(i, CompletableFuture.supplyAsync(() -> {
				Page page = Scrapes.of(this.registry);
				for (int j = 0; j < 100; j++) {
					page = Scrapes.of(this.registry);
				}
				return page;
			}));
		}
		pages.values()
			.forEach((page) -> assertThat(page.join().sum((sample) -> sample.startsWith("quick_"))).isEqualTo(20));
	}

	private void hanging(String name) {
		GaugeWithCallback.builder().name(name).callback((callback) -> {
			this.calls.incrementAndGet();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			callback.call(1);
		}).register(this.registry);
	}

	private void gauge(String name) {
		GaugeWithCallback.builder().name(name).callback((callback) -> callback.call(1)).register(this.registry);
	}

	private static void sleep(long millis) {
		try {
			TimeUnit.MILLISECONDS.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static long hangingThreads() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.filter((stack) -> Stream.of(stack).anyMatch((frame) -> frame.getMethodName().startsWith("lambda$hanging")))
			.count();
	}

}
