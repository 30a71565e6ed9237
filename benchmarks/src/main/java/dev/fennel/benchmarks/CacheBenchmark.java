package dev.fennel.benchmarks;

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
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * One hit in a cache of Caffeine, which the manager is asked for at each call or was
 * asked for before: bare, with Fennel, without its latencies, and with what Micrometer
 * reads, which Caffeine itself counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class CacheBenchmark {

	/** Who measures. */
	@Param({ "NOBODY", "FENNEL", "FENNEL_WITHOUT_LATENCY", "MICROMETER" })
	private CacheMeter meter = CacheMeter.NOBODY;

	private CacheManager manager = this.meter.manager();

	private Cache books = Caches.books(this.manager);

	/** Makes the manager, with a registry of its own. */
	@Setup
	public void setUp() {
		this.manager = this.meter.manager();
		this.books = Caches.books(this.manager);
	}

	@Benchmark
	public Cache.@Nullable ValueWrapper hit() {
		return this.books.get("9780141439587");
	}

	@Benchmark
	public Cache.@Nullable ValueWrapper hitByManager() {
		return Caches.books(this.manager).get("9780141439587");
	}

}
