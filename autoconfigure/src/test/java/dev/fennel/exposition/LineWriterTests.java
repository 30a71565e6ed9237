package dev.fennel.exposition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.fennel.CollectedFamily;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class LineWriterTests {

	private static final int REGISTRIES = 400;

	private static final int PAGES = 6;

	/** A seed of several families, one of them with hundreds of series. */
	private static final int MANY_SERIES = 11;

	private static final ClientPage TEXT = new ClientPage(Writers.text(false), Escaping.UNDERSCORES, "");

	@ParameterizedTest
	@EnumSource
	void textIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.TEXT, escaping, false);
	}

	@ParameterizedTest
	@EnumSource
	void textWithCreatedSeriesIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.TEXT, escaping, true);
	}

	@ParameterizedTest
	@EnumSource
	void openMetricsIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.OPENMETRICS, escaping, false);
	}

	@ParameterizedTest
	@EnumSource
	void openMetricsWithCreatedSeriesIsThatOfTheClientByteForByte(Escaping escaping) throws IOException {
		assertSame(Format.OPENMETRICS, escaping, true);
	}

	@Test
	void aFamilyForWhichThereIsNoRoomIsWrittenByTheClient() throws IOException {
		for (long room : new long[] { 1, 500, 2000, 20_000 }) {
			LineBudget budget = new LineBudget(room);
			LineWriter own = new LineWriter(TEXT, false, budget);
			RandomFamilies families = new RandomFamilies(MANY_SERIES);
			for (int i = 0; i < 50; i++) {
				MetricSnapshots page = families.page();
				assertThat(text(own::write, page)).isEqualTo(text(TEXT::write, page));
				assertThat(budget.taken()).isBetween(0L, room);
			}
		}
	}

	@Test
	void seriesThatGoAreForgottenAtOnce() throws IOException {
		LineBudget budget = new LineBudget(Long.MAX_VALUE);
		LineWriter own = new LineWriter(TEXT, false, budget);
		text(own::write, gauges("a", 1));
		long one = budget.taken();
		text(own::write, gauges("a", 1000));
		assertThat(budget.taken()).isGreaterThan(1000 * 80);
		text(own::write, gauges("a", 1));
		assertThat(budget.taken()).isEqualTo(one);
	}

	@Test
	void familiesThatNoPageNeedsAreForgottenAfterSomeTime() throws IOException {
		AtomicLong now = new AtomicLong();
		LineBudget budget = new LineBudget(Long.MAX_VALUE / 2, now::get);
		LineWriter own = new LineWriter(TEXT, false, budget);
		LineWriter other = new LineWriter(TEXT, false, budget);
		text(own::write, gauges("a", 1));
		long one = budget.taken();
		text(other::write, gauges("b", 1000));
		now.addAndGet(LineCache.PATIENCE.toNanos() + 1);
		for (int i = 0; i < 200; i++) {
			text(own::write, gauges("a", 1));
		}
		assertThat(budget.taken()).isEqualTo(one);
	}

	@Test
	void roomThatWasGivenBackIsUsedAgain() throws IOException {
		LineBudget budget = new LineBudget(500_000);
		LineWriter own = new LineWriter(TEXT, false, budget);
		text(own::write, gauges("a", 3000));
		long first = budget.taken();
		text(own::write, gauges("b", 3000));
		assertThat(first).isPositive().isEqualTo(budget.taken());
		text(own::write, gauges("a", 1));
		for (int i = 0; i < 200; i++) {
			text(own::write, gauges("b", 3000));
		}
		assertThat(budget.taken()).isGreaterThan(first);
	}

	@Test
	void pagesThatAreWrittenAtOnceAreEachThatOfTheClient() throws Exception {
		LineBudget budget = new LineBudget(60_000);
		LineWriter own = new LineWriter(TEXT, false, budget);
		List<Callable<Boolean>> scrapers = IntStream.range(0, 8).<Callable<Boolean>>mapToObj((scraper) -> () -> {
			RandomFamilies families = new RandomFamilies(MANY_SERIES + scraper % 2);
			for (int i = 0; i < 100; i++) {
				MetricSnapshots page = families.page();
				if (!text(own::write, page).equals(text(TEXT::write, page))) {
					return false;
				}
			}
			return true;
		}).toList();
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			for (Future<Boolean> same : executor.invokeAll(scrapers)) {
				assertThat(same.get()).isTrue();
			}
		}
		finally {
			executor.shutdown();
		}
		assertThat(budget.taken()).isBetween(0L, 60_000L);
	}

	private static MetricSnapshots gauges(String name, int series) {
		GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name);
		for (int i = 0; i < series; i++) {
			family.dataPoint(GaugeDataPointSnapshot.builder().labels(Labels.of("n", "" + i)).value(i).build());
		}
		return MetricSnapshots.of(family.build());
	}

	private static void assertSame(Format format, Escaping escaping, boolean createdSeries) throws IOException {
		PageWriter client = new Writers(new WriterOptions(createdSeries, 0)).get(format, escaping);
		PageWriter own = new Writers(WriterOptions.withCreatedSeries(createdSeries)).get(format, escaping);
		for (int seed = 0; seed < REGISTRIES; seed++) {
			RandomFamilies families = new RandomFamilies(seed);
			for (int i = 0; i < PAGES; i++) {
				MetricSnapshots page = families.page();
				assertThat(text(own, page)).as("Page %d of registry %d", i, seed).isEqualTo(text(client, page));
			}
		}
	}

	private static String text(PageWriter writer, MetricSnapshots page) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		writer.write(page.stream().map(CollectedFamily::of).toList(), out);
		return out.toString(StandardCharsets.UTF_8);
	}

}
