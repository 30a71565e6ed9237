package dev.fennel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StateSet;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CollectorGuardTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry).build();

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	CollectorGuardTests() {
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
	void fennelsFamiliesAndTheClientsPlainTypesAreCollectedOnTheScrapingThread() {
		this.factory.counter("orders").registerSingle().inc();
		this.factory.upDownCounter("running").registerSingle().inc();
		this.factory.histogram("wait_seconds").registerSingle().observe(1);
		this.factory.summary("size_bytes").registerSingle().observe(1);
		this.factory.info("build").registerSingle();
		this.factory.states("mood", Thread.State.class).registerSingle();
		Counter.builder().name("plain_counter").register(this.registry).inc();
		Gauge.builder().name("plain_gauge").register(this.registry).inc();
		Histogram.builder().name("plain_histogram").register(this.registry).observe(1);
		Summary.builder().name("plain_summary").register(this.registry).observe(1);
		Info.builder().name("plain").labelNames("a").register(this.registry).addLabelValues("b");
		StateSet.builder().name("plain_states").states("on", "off").register(this.registry).setTrue("on");
		Set<Thread> before = helpers();
		Page page = Scrapes.of(this.registry);
		assertThat(helpers()).isSubsetOf(before);
		assertThat(page.samples()).containsKeys("orders_total", "running", "wait_seconds_count", "size_bytes_count",
				"plain_counter_total", "plain_gauge", "plain_histogram_count", "plain_summary_count",
				"plain_info{a=\"b\"}", "plain_states{plain_states=\"on\"}");
		gauge("callback");
		Scrapes.of(this.registry);
		assertThat(helpers()).isNotEmpty();
	}

	private static Set<Thread> helpers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("fennel-collector-"))
			.collect(Collectors.toSet());
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
	void whatIsNotWaitedForIsNotSaidToBeDown() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		GaugeWithCallback.builder().name("asked").callback((callback) -> {
			inside.countDown();
			await(this.release);
			callback.call(1);
		}).register(this.registry);
		this.registry.setCollectorTimeout(Duration.ofMinutes(1));
		CompletableFuture<MetricSnapshots> first = CompletableFuture
			.supplyAsync(() -> this.registry.scrape((name) -> name.equals("asked")));
		inside.await();
		this.registry.setCollectorTimeout(Duration.ofMillis(50));
		assertThat(this.registry.scrape((name) -> name.equals("asked")).size()).isZero();
		MetricSnapshots up = this.registry.scrape((name) -> name.equals("fennel_collector_up"));
		assertThat(up.stream().flatMap((family) -> family.getDataPoints().stream())).isEmpty();
		this.release.countDown();
		assertThat(first.get().size()).isEqualTo(1);
	}

	@Test
	void nothingOfTheScrapersThreadIsInherited() {
		InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
		user.set("scraper");
		List<String> seen = new ArrayList<>();
		CollectorGuard guard = new CollectorGuard();
		guard.collect(List.of(new GuardedCollection<>("one", "one", true, () -> {
			seen.add(user.get() + " " + (Thread.currentThread().getContextClassLoader() != null));
			return "one";
		})), Duration.ofSeconds(10));
		user.remove();
		assertThat(seen).containsExactly("null true");
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

	@Test
	void aFilteredScrapeThatWaitsInVainLeavesTheDurationAsItWas() {
		hanging("stuck");
		assertThat(Scrapes.of(this.registry).value("fennel_collector_duration_seconds{collector=\"stuck\"}"))
			.isGreaterThan(0.1);
		this.registry.scrape((name) -> name.equals("stuck"));
		MetricSnapshots durations = this.registry.scrape((name) -> name.equals("fennel_collector_duration_seconds"));
		assertThat(((GaugeSnapshot) durations.get(0)).getDataPoints().get(0).getValue()).isGreaterThan(0.1);
	}

	@Test
	void whatIsUnregisteredDuringAScrapeIsNotReportedAnyMore() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		GaugeWithCallback going = GaugeWithCallback.builder().name("going").callback((callback) -> {
			inside.countDown();
			await(this.release);
			callback.call(1);
		}).register(this.registry);
		gauge("fine");
		CompletableFuture<Page> page = CompletableFuture.supplyAsync(() -> Scrapes.of(this.registry));
		inside.await();
		this.registry.unregister(going);
		this.release.countDown();
		assertThat(page.get().samples()).containsEntry("fennel_collector_up{collector=\"fine\"}", 1.0)
			.doesNotContainKeys("going", "fennel_collector_up{collector=\"going\"}",
					"fennel_collector_duration_seconds{collector=\"going\"}");
	}

	@Test
	void whereAThreadCannotBeStartedAnotherIsTriedLater() {
		AtomicBoolean refusing = new AtomicBoolean(true);
		CollectorGuard guard = new CollectorGuard((task) -> {
			if (refusing.getAndSet(false)) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			new Thread(task).start();
		});
		assertThat(guard.collect(List.of(one(() -> 1)), Duration.ofSeconds(5))).containsEntry("one", 1);
	}

	@Test
	void whereNoThreadCanBeStartedThePageComesAndTheNextOneIsWhole(CapturedOutput output) {
		AtomicBoolean refusing = new AtomicBoolean(true);
		CollectorGuard guard = new CollectorGuard((task) -> {
			if (refusing.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			new Thread(task).start();
		});
		GuardedCollection<Integer> one = one(() -> 1);
		long start = System.nanoTime();
		assertThat(guard.collect(List.of(one), Duration.ofMillis(100))).isEmpty();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(100),
				Duration.ofMillis(2500));
		assertThat(output.getAll()).contains("no thread could be started for it");
		refusing.set(false);
		assertThat(guard.collect(List.of(one), Duration.ofSeconds(5))).containsEntry("one", 1);
	}

	@Test
	void anInterruptedScraperHasPatienceLikeAnyOther() {
		List<Long> starts = new ArrayList<>();
		CollectorGuard guard = new CollectorGuard((task) -> {
			starts.add(System.nanoTime());
			new Thread(task).start();
		});
		List<GuardedCollection<Integer>> hanging = new ArrayList<>();
		for (int i = 0; i < 64; i++) {
			hanging.add(one(() -> {
				await(this.release);
				return 1;
			}));
		}
		Thread.currentThread().interrupt();
		assertThat(guard.collect(hanging, Duration.ofMillis(300))).isEmpty();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(starts).hasSizeGreaterThanOrEqualTo(64);
		assertThat(starts.get(starts.size() - 1) - starts.get(0)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(20));
	}

	private static GuardedCollection<Integer> one(Supplier<Integer> code) {
		return new GuardedCollection<>("one", code, true, code);
	}

	private void hanging(String name) {
		GaugeWithCallback.builder().name(name).callback((callback) -> {
			this.calls.incrementAndGet();
			await(this.release);
			callback.call(1);
		}).register(this.registry);
	}

	private void gauge(String name) {
		GaugeWithCallback.builder().name(name).callback((callback) -> callback.call(1)).register(this.registry);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
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
