package dev.fennel.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One question for health: that of the process, readiness with results that are used
 * again and with new ones, and Actuator's endpoint before its answer is written.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class HealthBenchmark {

	private final HikariDataSource pool = Healths.pool();

	private Healths.Question health = Healths.NOTHING;

	private Healths.Question ready = Healths.NOTHING;

	private Healths.Question readyAnew = Healths.NOTHING;

	private Healths.Question actuator = Healths.NOTHING;

	/** Makes what is asked. */
	@Setup
	public void setUp() {
		this.health = Healths.health();
		this.ready = Healths.ready(this.pool, Duration.ofSeconds(1));
		this.readyAnew = Healths.ready(this.pool, Duration.ZERO);
		this.actuator = Healths.actuator(this.pool);
	}

	/** Closes the pool. */
	@TearDown
	public void tearDown() {
		this.pool.close();
	}

	@Benchmark
	public String health() {
		return this.health.ask();
	}

	@Benchmark
	public String ready() {
		return this.ready.ask();
	}

	@Benchmark
	public String readyAnew() {
		return this.readyAnew.ask();
	}

	@Benchmark
	public String actuator() {
		return this.actuator.ask();
	}

}
