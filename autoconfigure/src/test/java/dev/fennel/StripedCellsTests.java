package dev.fennel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StripedCellsTests {

	private static final int THREADS = 8;

	private static final double[] BOUNDS = { 1, 2, 4, Double.POSITIVE_INFINITY };

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@Test
	void oneThreadNeedsOneStripe() {
		HistogramDataPoint point = point();
		for (int i = 0; i < 100_000; i++) {
			point.observe(i & 7);
		}
		assertThat(point.stripes()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "3, 2, 8", "10000, 8, 8" })
	void threadsThatMeetAgainAndAgainGetMore(int meetings, int least, int most) {
		CrowdedCells cells = new CrowdedCells();
		cells.record(0, 1);
		cells.meetings = meetings;
		cells.record(0, 2);
		assertThat(cells.stripes()).isBetween(least, most);
		assertThat(cells.count()).isEqualTo(2);
		assertThat(cells.sum()).isEqualTo(3);
	}

	@Test
	void growsToABound() {
		HistogramDataPoint point = point();
		List<Integer> stripes = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			point.observe(3);
			point.grow();
			stripes.add(point.stripes());
		}
		assertThat(stripes).containsExactly(2, 4, 8, 8, 8, 8);
		assertThat(counts(point)).containsExactly(0, 0, 6, 0);
		assertThat(point.getSum()).isEqualTo(18);
	}

	@Test
	void manyThreadsLoseNothing() throws Exception {
		for (int round = 0; round < 20; round++) {
			round(100_000, 0);
		}
	}

	@Test
	void manyThreadsLoseNothingWhileStripesAreAdded() throws Exception {
		Random random = new Random(12);
		for (int round = 0; round < 1000; round++) {
			round(200, random.nextInt(5));
		}
	}

	/**
	 * Eight threads observe while one reads and adds stripes.
	 */
	private void round(int each, int growths) throws Exception {
		HistogramDataPoint point = point();
		CyclicBarrier barrier = new CyclicBarrier(THREADS + 1);
		AtomicBoolean ended = new AtomicBoolean();
		List<Future<?>> observers = new ArrayList<>();
		for (int t = 0; t < THREADS; t++) {
			observers.add(this.executor.submit(() -> {
				barrier.await();
				for (int i = 0; i < each; i++) {
					point.observe(i % 5);
				}
				return null;
			}));
		}
		Future<?> reader = this.executor.submit(() -> {
			barrier.await();
			readUntil(ended, point, growths);
			return null;
		});
		for (Future<?> observer : observers) {
			observer.get();
		}
		ended.set(true);
		reader.get();
		long all = (long) THREADS * each;
		assertThat(counts(point)).containsExactly(all * 2 / 5, all / 5, all * 2 / 5, 0);
		assertThat(point.getSum()).isEqualTo(all * 2.0);
		assertThat(point.getCount()).isEqualTo(all);
		assertThat(point.snapshot().getCount()).isEqualTo(all);
	}

	private static void readUntil(AtomicBoolean ended, HistogramDataPoint point, int growths) {
		long[] before = new long[BOUNDS.length];
		double sumBefore = 0;
		for (int reads = 0; !ended.get(); reads++) {
			long[] now = new long[BOUNDS.length];
			double sum = point.read(now);
			for (int i = 0; i < now.length; i++) {
				assertThat(now[i]).isGreaterThanOrEqualTo(before[i]);
			}
			assertThat(sum).isGreaterThanOrEqualTo(sumBefore);
			assertThat(sum).isLessThanOrEqualTo(4.0 * LongStream.of(now).sum());
			before = now;
			sumBefore = sum;
			if (reads < growths) {
				point.grow();
			}
		}
	}

	private static long[] counts(HistogramDataPoint point) {
		long[] counts = new long[BOUNDS.length];
		point.read(counts);
		return counts;
	}

	private static HistogramDataPoint point() {
		return new HistogramDataPoint(BOUNDS, Labels.EMPTY);
	}

	/**
	 * Another thread was there first, as often as is said.
	 */
	private static final class CrowdedCells extends StripedCells {

		private int meetings;

		private CrowdedCells() {
			super(1);
		}

		@Override
		boolean add(long[] stripe, double value) {
			return this.meetings-- <= 0 && super.add(stripe, value);
		}

	}

}
