package dev.fennel.benchmarks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One task that does nothing: executed in the thread that brings it, and submitted to a
 * pool of one thread and waited for. Unmeasured, measured by Fennel, and by Micrometer's
 * wrapper.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class TaskBenchmark {

	/** Who measures. */
	@Param({ "NOBODY", "FENNEL", "MICROMETER" })
	private TaskMeter meter = TaskMeter.NOBODY;

	private Executor direct = this.meter.direct();

	private ExecutorService pool = this.meter.pool();

	/** Makes the executors, with registries of their own. */
	@Setup
	public void setUp() {
		this.direct = this.meter.direct();
		this.pool = this.meter.pool();
	}

	/** Stops the pool. */
	@TearDown
	public void tearDown() {
		this.pool.shutdown();
	}

	@Benchmark
	public void execute(Blackhole blackhole) {
		this.direct.execute(() -> blackhole.consume(this));
	}

	@Benchmark
	public @Nullable Object submit() throws ExecutionException, InterruptedException {
		return this.pool.submit(() -> this).get();
	}

}
