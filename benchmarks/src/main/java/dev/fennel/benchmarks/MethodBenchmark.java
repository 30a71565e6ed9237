package dev.fennel.benchmarks;

import java.util.concurrent.TimeUnit;

import dev.fennel.GuardedRegistry;
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
 * One call of a method through Spring's proxy: with an interceptor and with an aspect
 * that do nothing, with Fennel's annotations, and with Micrometer's. Run with
 * {@code -prof gc} for the bytes, and with {@code -t 2} for two threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class MethodBenchmark {

	private final Work emptyInterceptor = Proxies.emptyInterceptor();

	private final Work emptyAspect = Proxies.emptyAspect();

	private final Work fennel = Proxies.fennel(new GuardedRegistry());

	private final Work micrometer = Proxies.micrometer(Chains.meterRegistry(false));

	@Benchmark
	public int emptyInterceptor() {
		return this.emptyInterceptor.plain(1);
	}

	@Benchmark
	public int emptyAspect() {
		return this.emptyAspect.plain(1);
	}

	@Benchmark
	public int fennelTimed() {
		return this.fennel.timed(1);
	}

	@Benchmark
	public Object fennelTimedAny() {
		return this.fennel.any(this);
	}

	@Benchmark
	public int fennelAllFour() {
		return this.fennel.allFour(1);
	}

	@Benchmark
	public int micrometerTimed() {
		return this.micrometer.timed(1);
	}

	@Benchmark
	public int micrometerTimedAndCounted() {
		return this.micrometer.allFour(1);
	}

}
