package dev.fennel.multiprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.fennel.testing.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Four JVMs under traffic, of which one is killed every two seconds and replaced, while
 * three scrapers read without pause.
 */
class KilledProcessesTests {

	/** How long JVMs are killed: more in a check of its own. */
	private static final long SECONDS = Long.getLong("test.killing.seconds", 12);

	/** Where pages go that others are to look at. */
	private static final String PAGES = System.getProperty("test.killing.pages");

	private static final int JVMS = 4;

	private static final int SCRAPERS = 3;

	private static final long PERIOD_MILLIS = 2000;

	/** What a publication may take on a machine that does much else. */
	private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(2);

	@TempDir
	private Path folder;

	private final List<WorkerJvm> living = new CopyOnWriteArrayList<>();

	private final List<WorkerJvm> all = new CopyOnWriteArrayList<>();

	private final Queue<String> faults = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicLong scrapes = new AtomicLong();

	@Test
	void noCounterFallsAndNothingIsLostBeyondAFlush() throws Exception {
		for (int i = 0; i < JVMS; i++) {
			begin("worker-" + i);
		}
		ExecutorService threads = Executors.newCachedThreadPool();
		List<Future<?>> clients = new ArrayList<>();
		for (int i = 0; i < JVMS; i++) {
			clients.add(threads.submit(untilOver(this::hit)));
		}
		for (int i = 0; i < SCRAPERS; i++) {
			Map<String, Double> last = new HashMap<>();
			clients.add(threads.submit(untilOver((worker) -> scrape(worker, last))));
		}
		long lost = killAndReplace();
		this.over.set(true);
		for (Future<?> client : clients) {
			client.get();
		}
		threads.shutdown();
		long answered = this.all.stream().mapToLong(WorkerJvm::answered).sum();
		long sent = this.all.stream().mapToLong(WorkerJvm::sent).sum();
		for (WorkerJvm worker : this.living.subList(1, JVMS)) {
			worker.stop();
		}
		Page page = Page.of(this.living.get(0).scrape());
		this.living.get(0).stop();
		assertThat(this.faults).isEmpty();
		assertThat(this.scrapes).hasPositiveValue();
		assertThat(page.value("hits_total")).as("of %d answered requests of %d", answered, sent)
			.isBetween((double) answered - lost, (double) sent);
		assertThat(page.value("work_seconds_count")).as("but for requests that were counted by half when it published")
			.isCloseTo(page.value("hits_total"), within((double) this.all.size() * JVMS));
		assertThat(page.value("work_seconds_bucket{le=\"0.025\"}")).isEqualTo(page.value("work_seconds_count"));
		assertThat(files()).hasSizeLessThan(2 * JVMS + 8);
	}

	/**
	 * Kills one after the other.
	 * @return how many requests were answered by those that were killed, in the last
	 * moments before
	 */
	private long killAndReplace() throws Exception {
		long lost = 0;
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
		for (int i = 0; System.nanoTime() - end < 0; i++) {
			Thread.sleep(PERIOD_MILLIS);
			WorkerJvm victim = this.living.remove(0);
			long lastFlush = System.nanoTime() - Worker.FLUSH_INTERVAL.toNanos() - SLACK_NANOS;
			victim.kill();
			lost += victim.answeredSince(lastFlush);
			begin("worker-" + i % JVMS);
		}
		return lost;
	}

	private void begin(String name) throws IOException {
		WorkerJvm worker = WorkerJvm.start(this.folder, name);
		this.all.add(worker);
		this.living.add(worker);
	}

	private Callable<Void> untilOver(Client client) {
		return () -> {
			while (!this.over.get()) {
				WorkerJvm worker = this.living.get(ThreadLocalRandom.current().nextInt(JVMS - 1));
				try {
					client.use(worker);
				}
				catch (IOException ex) {
					// killed meanwhile
				}
			}
			return null;
		};
	}

	private void hit(WorkerJvm worker) throws IOException, InterruptedException {
		worker.hit();
		Thread.sleep(1);
	}

	private void scrape(WorkerJvm worker, Map<String, Double> last) throws IOException {
		String text = worker.scrape();
		if (text.startsWith("status")) {
			this.faults.add("a scrape had " + text);
			return;
		}
		keep(text);
		Map<String, Double> samples = Page.of(text).samples();
		last.forEach((sample, before) -> {
			double now = samples.getOrDefault(sample, 0.0);
			if (now < before) {
				this.faults.add("%s fell from %s to %s".formatted(sample, before, now));
			}
		});
		samples.keySet().removeIf((sample) -> !isCounter(sample));
		last.putAll(samples);
	}

	private void keep(String page) throws IOException {
		long number = this.scrapes.incrementAndGet();
		if (PAGES != null && number % 50 == 0) {
			Files.writeString(Path.of(PAGES).resolve(number + ".txt"), page);
		}
	}

	private static boolean isCounter(String sample) {
		String name = sample.replaceFirst("\\{.*", "");
		return Stream.of("_total", "_count", "_sum", "_bucket").anyMatch(name::endsWith);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder.resolve("shared"))) {
			return files.toList();
		}
	}

	/**
	 * What is done with a JVM, which may be killed meanwhile.
	 */
	private interface Client {

		void use(WorkerJvm worker) throws IOException, InterruptedException;

	}

}
