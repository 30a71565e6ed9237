package dev.fennel.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One observation on one series, which all threads share: alone, and with the clock read
 * before and after. Run with {@code -t 1} and {@code -t 2}, with {@code -prof gc} for the
 * bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class HistogramCellsBenchmark {

	private static final double NANOS = 1e9;

	private final DistributionDataPoint fennel = Histograms.fennel();

	private final DistributionDataPoint client = Histograms.client();

	private final Timer micrometer = Histograms.micrometer();

	@Benchmark
	public void fennel(Durations durations) {
		this.fennel.observe(durations.next() / NANOS);
	}

	@Benchmark
	public void client(Durations durations) {
		this.client.observe(durations.next() / NANOS);
	}

	@Benchmark
	public void micrometer(Durations durations) {
		this.micrometer.record(durations.next(), TimeUnit.NANOSECONDS);
	}

	@Benchmark
	public long clock() {
		long start = System.nanoTime();
		return System.nanoTime() - start;
	}

	@Benchmark
	public void fennelWithClock() {
		long start = System.nanoTime();
		this.fennel.observe((System.nanoTime() - start) / NANOS);
	}

	@Benchmark
	public void clientWithClock() {
		long start = System.nanoTime();
		this.client.observe((System.nanoTime() - start) / NANOS);
	}

	@Benchmark
	public void micrometerWithClock() {
		long start = System.nanoTime();
		this.micrometer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
	}

	/**
	 * Durations of a thread, most of them some milliseconds.
	 */
	@State(Scope.Thread)
	public static class Durations {

		private static final int COUNT = 1024;

		private final long[] nanos = new Random(1).doubles(COUNT)
			.mapToLong((random) -> (long) (5e6 / (random + 0.001)))
			.toArray();

		private int position;

		long next() {
			this.position = (this.position + 1) & (COUNT - 1);
			return this.nanos[this.position];
		}

	}

}
