package dev.fennel.multiprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.fennel.GaugeMode;
import dev.fennel.testing.Page;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EndedProcessesTests {

	@TempDir
	private Path directory;

	private TestProcess living;

	@BeforeEach
	void start() {
		this.living = TestProcess.start(this.directory, "living");
		this.living.page();
	}

	@AfterEach
	void stop() {
		this.living.close();
	}

	@Test
	void whatADeadProcessCountedStays() throws IOException {
		endedAfter((process) -> {
			process.count("orders_total", 2);
			Histogram.builder().name("size").register(process.registry()).observe(3);
			Summary.builder().name("latency").quantile(0.9).register(process.registry()).observe(3);
		});
		Page before = this.living.page();
		this.living.fold();
		Page after = this.living.page();
		for (Page page : List.of(before, after)) {
			assertThat(page.value("orders_total")).isEqualTo(2);
			assertThat(page.value("size_count")).isEqualTo(1);
			assertThat(page.value("latency_count")).isEqualTo(1);
			assertThat(page.value("latency{process=\"ended\",quantile=\"0.9\"}")).isEqualTo(3);
		}
		this.living.count("orders_total", 1);
		assertThat(this.living.page().value("orders_total")).isEqualTo(3);
	}

	@Test
	void foldingChangesNoBitOfASum() throws IOException {
		Random random = new Random(3);
		for (int round = 0; round < 30; round++) {
			endedAfter((process) -> {
				process.count("orders_total", random.nextDouble());
				Histogram.builder().name("size").register(process.registry()).observe(random.nextDouble() * 1e6);
				Summary.builder().name("latency").register(process.registry()).observe(random.nextDouble() / 1e6);
			});
			Page before = this.living.page("orders_total", "size", "latency");
			this.living.fold();
			assertThat(this.living.page("orders_total", "size", "latency").samples()).isEqualTo(before.samples());
		}
	}

	@Test
	void filesOfTheDeadAreFolded() throws IOException {
		endedAfter((process) -> process.count("orders_total", 2));
		this.living.page();
		assertThat(files()).anyMatch((file) -> file.startsWith("ended~"));
		this.living.fold();
		assertThat(files()).hasSize(4)
			.contains("folded.values", "folding.lock")
			.noneMatch((file) -> file.startsWith("ended~"));
	}

	@Test
	void thousandsOfRestartsLeaveAHandfulOfFilesAndEveryCount() throws IOException {
		SharedDirectory shared = new SharedDirectory(this.directory);
		Publication template = anyPublication();
		int restarts = 10_000;
		for (int restart = 1; restart <= restarts; restart++) {
			Incarnation incarnation = Incarnation.start("worker-" + restart % 3);
			Files.createFile(shared.lockOf(incarnation));
			shared.publish(new Publication(incarnation, 1, TestProcess.NEVER, template.registries()));
			Files.delete(shared.lockOf(incarnation));
			if (restart % 250 == 0) {
				this.living.fold();
				assertThat(files()).hasSize(4);
			}
		}
		Page page = this.living.page();
		assertThat(page.value("orders_total")).isEqualTo(2 * restarts);
		assertThat(Files.size(shared.fold())).isLessThan(200_000);
	}

	@Test
	void severalMayFoldAtOnce() throws Exception {
		for (int round = 0; round < 50; round++) {
			endedAfter((process) -> process.count("orders_total", 1));
			Thread[] folders = Stream.generate(() -> new Thread(this::foldQuietly)).limit(4).toArray(Thread[]::new);
			Stream.of(folders).forEach(Thread::start);
			assertThat(this.living.page().value("orders_total")).isEqualTo(round + 1.0);
			for (Thread folder : folders) {
				folder.join();
			}
			assertThat(this.living.page().value("orders_total")).isEqualTo(round + 1.0);
		}
	}

	@Test
	void oneThatWasKilledWhileItFoldedHasCountedNothingTwice() throws IOException {
		endedAfter((process) -> process.count("orders_total", 2));
		Path values = this.directory
			.resolve(files().stream().filter((file) -> file.startsWith("ended~")).findFirst().orElseThrow());
		byte[] content = Files.readAllBytes(values);
		this.living.fold();
		Files.write(values, content);
		assertThat(this.living.page().value("orders_total")).as("the fold names what it contains").isEqualTo(2);
		this.living.fold();
		assertThat(files()).hasSize(4);
		assertThat(this.living.page().value("orders_total")).isEqualTo(2);
	}

	@Test
	void whatWasWrittenAsideByOneThatWasKilledGoes() throws IOException {
		Path aside = this.directory.resolve("." + Incarnation.start("killed").name() + ".values.17.tmp");
		Files.write(aside, new byte[100]);
		Path living = this.directory.resolve("." + livingName() + ".values.17.tmp");
		Files.write(living, new byte[100]);
		this.living.fold();
		assertThat(aside).doesNotExist();
		assertThat(living).as("its writer may be writing it").exists();
	}

	@Test
	void whatCannotBeAddedUpGoesAfterAWhile() throws Exception {
		TestProcess impatient = TestProcess.start(new MultiprocessOptions(this.directory, "impatient",
				TestProcess.NEVER, Duration.ofMillis(1), Map.of()));
		endedAfter((process) -> {
			Info.builder().name("build_info").labelNames("version").register(process.registry()).setLabelValues("1");
			Gauge.builder().name("jvm_threads").register(process.registry()).set(2);
			Counter.builder().name("process_cpu_seconds_total").register(process.registry()).inc(2);
			process.metrics().gauge("kept").gaugeMode(GaugeMode.ALL).registerSingle().set(4);
			process.count("orders_total", 2);
		});
		this.living.fold();
		assertThat(this.living.page().samples()).containsKeys("build_info{process=\"ended\",version=\"1\"}",
				"jvm_threads{process=\"ended\"}", "process_cpu_seconds_total{process=\"ended\"}",
				"kept{process=\"ended\"}");
		Thread.sleep(5);
		impatient.fold();
		assertThat(this.living.page().text()).doesNotContain("process=\"ended\"").contains("orders_total 2.0");
		impatient.close();
	}

	@Test
	void processThatStartsAgainUnderItsNameTakesThePlaceOfTheDeadOne() throws IOException {
		endedAfter((process) -> Gauge.builder().name("jvm_threads").register(process.registry()).set(2));
		this.living.fold();
		TestProcess again = TestProcess.start(this.directory, "ended");
		Gauge.builder().name("jvm_threads").register(again.registry()).set(7);
		assertThat(again.page().value("jvm_threads{process=\"ended\"}")).isEqualTo(7);
		again.close();
	}

	@Test
	void twoThatLiveDoNotHaveOneName() {
		TestProcess second = TestProcess.start(this.directory, "living");
		for (TestProcess process : List.of(this.living, second)) {
			Gauge.builder().name("load").register(process.registry()).set(1);
			process.page();
		}
		assertThat(second.page().samples()).containsKeys("load{process=\"living\"}", "load{process=\"living-2\"}");
		second.close();
	}

	@Test
	void familyThatChangedItsLabelsIsNotForgotten() throws IOException {
		endedAfter((process) -> process.count("orders_total", 2));
		TestProcess newer = TestProcess.startLater(this.directory, "newer", Map.of());
		Counter.builder().name("orders_total").labelNames("shop").register(newer.registry()).labelValues("a").inc(5);
		newer.page();
		newer.close();
		this.living.fold();
		assertThat(this.living.page().value("orders_total{shop=\"a\"}")).isEqualTo(5);
		TestProcess rolledBack = TestProcess.startLater(this.directory, "older", Map.of());
		rolledBack.count("orders_total", 1);
		assertThat(rolledBack.page().value("orders_total")).isEqualTo(3);
		rolledBack.close();
	}

	@Test
	void deadIsWhoIsSaidToBe() throws IOException {
		SharedDirectory shared = new SharedDirectory(this.directory);
		Incarnation silent = new Incarnation("silent~" + Long.toString(System.currentTimeMillis(), 36) + "~x~y");
		Files.createFile(shared.lockOf(silent));
		shared.publish(new Publication(silent, 1, TestProcess.NEVER, anyPublication().registries()));
		assertThat(this.living.group().markDead("living")).as("it is seen to live").isFalse();
		assertThat(this.living.group().markDead("nobody")).isFalse();
		assertThat(this.living.group().markDead("silent")).isTrue();
		assertThat(files()).noneMatch((file) -> file.startsWith("silent"));
		assertThat(this.living.page().value("orders_total")).isEqualTo(2);
		assertThat(this.living.page().text()).doesNotContain("process=\"silent\"");
	}

	@Test
	void whereThereAreNoLocksWhoIsSilentIsDead() throws IOException {
		FileLocks none = (file, create) -> {
			if (create && !Files.exists(file)) {
				Files.createFile(file);
			}
			throw new NoLocksException(new IOException("Function not implemented"));
		};
		TestProcess process = TestProcess.start(new MultiprocessOptions(this.directory, "lockless",
				Duration.ofMillis(100), TestProcess.NEVER, Map.of()), none);
		process.count("orders_total", 1);
		process.page();
		SharedDirectory shared = new SharedDirectory(this.directory);
		Incarnation other = new Incarnation("other~" + Long.toString(System.currentTimeMillis(), 36) + "~x~y");
		Files.createFile(shared.lockOf(other));
		shared.publish(new Publication(other, 1, Duration.ofMillis(100), anyPublication().registries()));
		process.fold();
		assertThat(shared.published()).contains(other);
		FileTime longAgo = FileTime.from(Instant.now().minusSeconds(60));
		Files.setLastModifiedTime(shared.valuesOf(other), longAgo);
		Files.setLastModifiedTime(shared.lockOf(other), longAgo);
		process.fold();
		assertThat(shared.published()).doesNotContain(other);
		assertThat(process.page().value("orders_total")).isEqualTo(3);
		process.close();
	}

	@Test
	void oneThatWasDeclaredDeadComesBackWithWhatItCountedSince() throws IOException {
		TestProcess paused = TestProcess.start(this.directory, "paused");
		paused.count("orders_total", 5);
		Histogram histogram = Histogram.builder().name("size").register(paused.registry());
		histogram.observe(2);
		Summary.builder().name("latency").register(paused.registry()).observe(2);
		paused.page();
		declareDead("paused~");
		assertThat(this.living.page().value("orders_total")).isEqualTo(5);
		assertThat(paused.page().value("orders_total")).isEqualTo(5);
		paused.count("orders_total", 2);
		histogram.observe(2);
		assertThat(paused.page().value("orders_total")).isEqualTo(7);
		Page page = this.living.page();
		assertThat(page.value("orders_total")).isEqualTo(7);
		assertThat(page.value("size_count")).isEqualTo(2);
		assertThat(page.value("size_sum")).isEqualTo(4);
		assertThat(page.value("size_bucket{le=\"2.5\"}")).isEqualTo(2);
		assertThat(page.value("latency_count")).isEqualTo(1);
		assertThat(paused.own().value("orders_total")).isEqualTo(7);
		declareDead("paused~");
		paused.count("orders_total", 1);
		assertThat(paused.page().value("orders_total")).as("twice").isEqualTo(8);
		paused.close();
		this.living.fold();
		assertThat(this.living.page().value("orders_total")).isEqualTo(8);
	}

	@Test
	void processThatStopsAndStartsAgainGoesOn() throws IOException {
		this.living.count("orders_total", 5);
		this.living.group().stop();
		this.living.count("orders_total", 1);
		this.living.group().start();
		assertThat(this.living.page().value("orders_total")).isEqualTo(6);
		this.living.fold();
		assertThat(this.living.page().value("orders_total")).isEqualTo(6);
		assertThat(this.living.own().value("orders_total")).isEqualTo(6);
	}

	@Test
	void whatCannotBeReadInTimeDoesNotFall() {
		AtomicBoolean fails = new AtomicBoolean();
		TestProcess process = TestProcess.start(this.directory, "failing");
		CounterWithCallback.builder().name("seen_total").callback((callback) -> {
			if (fails.get()) {
				throw new IllegalStateException("Not now");
			}
			callback.call(7);
		}).register(process.registry());
		process.other().register(new FailingCollector(fails));
		assertThat(process.page().samples()).containsEntry("seen_total", 7.0).containsEntry("mails_total", 3.0);
		fails.set(true);
		assertThat(process.page().samples()).containsEntry("seen_total", 7.0).containsEntry("mails_total", 3.0);
		assertThat(process.own().samples()).doesNotContainKeys("seen_total", "mails_total");
		process.registry().unregister("seen_total");
		assertThat(process.page().samples()).doesNotContainKey("seen_total");
		process.close();
		assertThat(this.living.page().samples()).containsEntry("mails_total", 3.0);
	}

	@Test
	void theDeadHaveNothingToSayToTheLiving() throws IOException {
		this.living.count("orders_total", 2);
		this.living.page();
		TestProcess canary = TestProcess.startLater(this.directory, "canary", Map.of());
		Counter.builder().name("orders_total").labelNames("shop").register(canary.registry()).labelValues("a").inc(5);
		canary.page();
		canary.close();
		this.living.fold();
		assertThat(this.living.page().value("orders_total")).isEqualTo(2);
	}

	@Test
	void familyThatMovedToAnotherRegistryIsStillOne() throws IOException {
		endedAfter((process) -> process.count("orders_total", 2));
		endedAfter((process) -> Counter.builder().name("orders_total").help("Things").register(process.other()).inc(3));
		assertThat(this.living.page().value("orders_total")).isEqualTo(5);
		this.living.fold();
		assertThat(this.living.page().value("orders_total")).isEqualTo(5);
		assertThat(Objects.requireNonNull(this.living.registry("other")).value("orders_total")).isEqualTo(3);
	}

	@Test
	void processThatComesBackIsNeverMissing() throws Exception {
		TestProcess owner = TestProcess.start(this.directory, "owner");
		owner.count("orders_total", 5);
		owner.page();
		AtomicBoolean over = new AtomicBoolean();
		Thread cleaner = new Thread(() -> {
			for (int i = 0; i < 50; i++) {
				deleteLocks("owner~");
				owner.page();
			}
			over.set(true);
		});
		cleaner.start();
		while (!over.get()) {
			assertThat(this.living.page().value("orders_total")).isEqualTo(5);
		}
		cleaner.join();
		assertThat(files()).filteredOn((file) -> file.startsWith("owner")).hasSizeLessThanOrEqualTo(3);
		owner.close();
	}

	@Test
	void directoryThatIsEmptiedFillsAgain() throws IOException {
		this.living.count("orders_total", 5);
		this.living.page();
		for (String file : files()) {
			Files.delete(this.directory.resolve(file));
		}
		assertThat(this.living.page().value("orders_total")).isEqualTo(5);
		this.living.count("orders_total", 1);
		assertThat(this.living.page().value("orders_total")).isEqualTo(6);
		assertThat(files()).anyMatch((file) -> file.startsWith("living~") && file.endsWith(".lock"));
	}

	private void declareDead(String name) throws IOException {
		deleteLocks(name);
		this.living.fold();
	}

	private void deleteLocks(String name) {
		try {
			for (String file : files()) {
				if (file.startsWith(name) && file.endsWith(".lock")) {
					Files.deleteIfExists(this.directory.resolve(file));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void endedAfter(Consumer<TestProcess> life) {
		try (TestProcess process = TestProcess.start(this.directory, "ended")) {
			life.accept(process);
		}
	}

	private Publication anyPublication() throws IOException {
		Path aside = Files.createTempDirectory(this.directory.toAbsolutePath().getParent(), "template");
		try (TestProcess process = TestProcess.start(aside, "template")) {
			process.count("orders_total", 2);
			process.page();
			SharedDirectory shared = new SharedDirectory(aside);
			return Objects.requireNonNull(shared.read(shared.published().get(0)));
		}
	}

	private String livingName() {
		String lock = files().stream()
			.filter((file) -> file.startsWith("living~") && file.endsWith(".lock"))
			.findFirst()
			.orElseThrow();
		return lock.substring(0, lock.length() - ".lock".length());
	}

	private void foldQuietly() {
		try {
			this.living.fold();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> files() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A registry with it fails as a whole.
	 */
	private record FailingCollector(AtomicBoolean fails) implements Collector {

		@Override
		public MetricSnapshot collect() {
			if (this.fails.get()) {
				throw new IllegalStateException("Not now");
			}
			return CounterSnapshot.builder()
				.name("mails")
				.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(3).build())
				.build();
		}

	}

}
