package dev.fennel.migration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class MigrationRefreshTests {

	private static final Duration NEVER = Duration.ofDays(1);

	private static final String ERRORS = "fennel_errors_total{feature=\"migration\"}";

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MigrationMetrics metrics = new MigrationMetrics(MetricFactory.with(this.registry).build());

	private final List<MigrationHistory> histories = new CopyOnWriteArrayList<>();

	private final MigrationRefresh refresh = refresh(NEVER);

	@AfterEach
	void stop() {
		this.refresh.stop();
	}

	@Test
	void numbersAreShownByDataSourceAndTool() {
		this.histories.add(new Readable("main", "flyway", new MigrationCounts(3, 2, 1)));
		this.histories.add(new Readable("orders", "liquibase", new MigrationCounts(5, 0, 0)));
		this.refresh.refresh();
		assertThat(page().samples()).containsEntry(series("applied", "main", "flyway"), 3.0)
			.containsEntry(series("pending", "main", "flyway"), 2.0)
			.containsEntry(series("failed", "main", "flyway"), 1.0)
			.containsEntry(series("applied", "orders", "liquibase"), 5.0)
			.containsEntry(series("pending", "orders", "liquibase"), 0.0);
	}

	@Test
	void severalOfOneToolInOneDataSourceAreAddedUp() {
		this.histories.add(new Readable("main", "flyway", new MigrationCounts(3, 2, 1)));
		this.histories.add(new Readable("main", "flyway", new MigrationCounts(1, 1, 1)));
		this.refresh.refresh();
		assertThat(page().samples()).containsEntry(series("applied", "main", "flyway"), 4.0)
			.containsEntry(series("failed", "main", "flyway"), 2.0);
	}

	@Test
	void whatCannotBeReadIsAbsentAndSaidOnce(CapturedOutput output) {
		this.histories.add(new Readable("main", "flyway", new MigrationCounts(3, 2, 1)));
		this.histories.add(new Readable("orders", "flyway", new MigrationCounts(1, 0, 0)));
		this.refresh.refresh();
		this.histories.set(0, new Unreadable("main",
				new IllegalStateException(new SQLException("jdbc:x://sa:secret@host is not reachable", "08001"))));
		this.refresh.refresh();
		this.refresh.refresh();
		assertThat(page().text()).doesNotContain("datasource=\"main\"");
		assertThat(page().samples()).containsEntry(series("applied", "orders", "flyway"), 1.0)
			.containsEntry(ERRORS, 0.0);
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("'main'", "SQLException", "08001");
		assertThat(output.getAll()).doesNotContain("secret");
		this.histories.set(0, new Readable("main", "flyway", new MigrationCounts(4, 0, 0)));
		this.refresh.refresh();
		assertThat(page().samples()).containsEntry(series("applied", "main", "flyway"), 4.0);
	}

	@Test
	void oneOfSeveralThatCannotBeReadLeavesTheSumOut() {
		this.histories.add(new Readable("main", "flyway", new MigrationCounts(3, 2, 1)));
		this.histories.add(new Unreadable("main", new SQLException()));
		this.histories.add(new Readable("main", "flyway", new MigrationCounts(3, 2, 1)));
		this.refresh.refresh();
		assertThat(page().text()).doesNotContain("datasource=\"main\"");
	}

	@Test
	void whatElseFailsIsCounted() {
		this.histories.add(new Unreadable("main", new StackOverflowError()));
		this.refresh.refresh();
		assertThat(page().samples()).containsEntry(ERRORS, 1.0);
	}

	@Test
	void nothingIsReadBeforeTheStartAndAtScrapes() {
		Readable history = new Readable("main", "flyway", new MigrationCounts(3, 2, 1));
		this.histories.add(history);
		assertThat(page().text()).doesNotContain("datasource");
		this.refresh.start();
		awaitTrue(() -> page().samples().containsKey(series("applied", "main", "flyway")));
		page();
		page();
		assertThat(history.reads).isEqualTo(1);
	}

	@Test
	void changesAreSeenAfterTheInterval() {
		this.histories.add(new Readable("main", "flyway", new MigrationCounts(3, 2, 1)));
		MigrationRefresh often = refresh(Duration.ofMillis(10));
		often.start();
		awaitTrue(() -> page().value(series("applied", "main", "flyway")) == 3);
		this.histories.set(0, new Readable("main", "flyway", new MigrationCounts(4, 1, 1)));
		awaitTrue(() -> page().value(series("applied", "main", "flyway")) == 4);
		often.stop();
	}

	@Test
	void oneDaemonReadsFromStartToStop() {
		this.refresh.start();
		this.refresh.start();
		assertThat(threads()).singleElement().matches(Thread::isDaemon);
		assertThat(this.refresh.isRunning()).isTrue();
		this.refresh.stop();
		assertThat(this.refresh.isRunning()).isFalse();
		assertThat(threads()).isEmpty();
		this.refresh.start();
		assertThat(threads()).hasSize(1);
	}

	@Test
	void aReadingThatHangsHoldsUpNeitherStartNorStop() throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.histories.add(new Readable("orders", "flyway", new MigrationCounts(3, 2, 1)));
		this.histories.add(new Hanging(started, release, false));
		this.refresh.start();
		started.await();
		assertThat(page().samples()).containsEntry(series("applied", "orders", "flyway"), 3.0);
		long before = System.nanoTime();
		this.refresh.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
		release.countDown();
		awaitTrue(() -> threads().isEmpty());
	}

	@Test
	void whatTheEndOfTheApplicationCutsOffIsNoFailure(CapturedOutput output) throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.histories.add(new Hanging(started, release, true));
		this.refresh.start();
		started.await();
		this.refresh.stop();
		release.countDown();
		awaitTrue(() -> threads().isEmpty());
		assertThat(output).doesNotContain("cannot be read");
		assertThat(page().samples()).containsEntry(ERRORS, 0.0);
	}

	@Test
	void intervalsArePositive() {
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> refresh(Duration.ZERO))
			.withMessageContaining("fennel.migration.refresh");
	}

	private MigrationRefresh refresh(Duration interval) {
		return new MigrationRefresh(this.metrics, () -> List.copyOf(this.histories), interval);
	}

	private Page page() {
		return Scrapes.of(this.registry);
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("fennel-migrations"))
			.toList();
	}

	private static void awaitTrue(BooleanSupplier condition) {
		long end = System.nanoTime() + 10_000_000_000L;
		while (!condition.getAsBoolean() && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	private static String series(String family, String dataSource, String tool) {
		return "migrations_%s{datasource=\"%s\",tool=\"%s\"}".formatted(family, dataSource, tool);
	}

	private static final class Readable implements MigrationHistory {

		private final String dataSource;

		private final String tool;

		private final MigrationCounts counts;

		private volatile int reads;

		Readable(String dataSource, String tool, MigrationCounts counts) {
			this.dataSource = dataSource;
			this.tool = tool;
			this.counts = counts;
		}

		@Override
		public String dataSource() {
			return this.dataSource;
		}

		@Override
		public String tool() {
			return this.tool;
		}

		@Override
		@SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads
		public MigrationCounts read() {
			this.reads++;
			return this.counts;
		}

	}

	private record Unreadable(String dataSource, Throwable failure) implements MigrationHistory {

		@Override
		public String tool() {
			return "flyway";
		}

		@Override
		public MigrationCounts read() throws Exception {
			if (this.failure instanceof Error error) {
				throw error;
			}
			throw (Exception) this.failure;
		}

	}

	private record Hanging(CountDownLatch started, CountDownLatch release, boolean fails) implements MigrationHistory {

		@Override
		public String dataSource() {
			return "main";
		}

		@Override
		public String tool() {
			return "flyway";
		}

		@Override
		public MigrationCounts read() throws InterruptedException, SQLException {
			this.started.countDown();
			this.release.await();
			if (this.fails) {
				throw new SQLException("closed");
			}
			return new MigrationCounts(0, 0, 0);
		}

	}

}
