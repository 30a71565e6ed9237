package dev.fennel.benchmarks;

import java.util.concurrent.TimeUnit;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One page of several processes: to publish what the answering one has, to read the files
 * of all and to merge them. Writing the page comes on top, as without.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class MergeBenchmark {

	/** How many share the page. */
	@Param({ "1", "8", "32" })
	private int processes;

	/** How many series each of them has, half of them histograms. */
	@Param({ "200", "2000" })
	private int series;

	private SharedPages pages = new SharedPages();

	/** Has all publish. */
	@Setup
	public void setUp() {
		this.pages = new SharedPages();
		for (int i = 0; i < this.processes; i++) {
			this.pages.add(this.series);
		}
	}

	/** Stops to publish. */
	@TearDown(Level.Trial)
	public void tearDown() {
		this.pages.stop();
	}

	@Benchmark
	public MetricSnapshots merge() {
		return this.pages.read();
	}

}
