package dev.fennel.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a series of a classic histogram takes on the heap, with its labels, and all by
 * which it is found and read: {@code bytesPerSeries} is the result, the time is not. More
 * than one iteration or fork would add up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(1)
public class SeriesMemoryBenchmark {

	private static final int SERIES = 20_000;

	/** Whose histogram. */
	@Param({ "fennel", "client", "micrometer" })
	private String library = "";

	/**
	 * Makes many series.
	 * @param memory what they take
	 * @return what holds them
	 */
	@Benchmark
	public Object series(Memory memory) {
		Histograms.series(this.library, 1).accept(0);
		long before = used();
		IntConsumer series = Histograms.series(this.library, SERIES);
		IntStream.range(0, SERIES).forEach(series);
		memory.bytesPerSeries = (used() - before) / SERIES;
		series.accept(0);
		return series;
	}

	private static long used() {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

	/**
	 * The result.
	 */
	@AuxCounters(AuxCounters.Type.EVENTS)
	@State(Scope.Thread)
	public static class Memory {

		/** Bytes. */
		public long bytesPerSeries;

	}

}
