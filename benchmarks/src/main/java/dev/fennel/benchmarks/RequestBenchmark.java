package dev.fennel.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import dev.fennel.GuardedRegistry;
import dev.fennel.web.HandlerMetricsInterceptor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
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

/**
 * One request through Fennel's filter pair, through the filter that Boot has with
 * Micrometer, and through neither. What a filter costs is its score less that of
 * {@link #baseline}; run with {@code -prof gc} for the bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class RequestBenchmark {

	/** What the handler answers. */
	@Param({ "EMPTY", "JSON" })
	private Answer answer = Answer.EMPTY;

	private FilterChain baseline = new Handler(this.answer);

	private FilterChain fennel = this.baseline;

	private FilterChain fennelWithInterceptor = this.baseline;

	private FilterChain fennelWithMdc = this.baseline;

	private FilterChain micrometer = this.baseline;

	private FilterChain micrometerBuckets = this.baseline;

	/** Makes the chains, each with a registry of its own. */
	@Setup
	public void setUp() {
		this.baseline = new Handler(this.answer);
		this.fennel = Chains.fennel(new GuardedRegistry(), this.baseline);
		this.fennelWithInterceptor = Chains.fennel(new GuardedRegistry(),
				new Handler(this.answer, new HandlerMetricsInterceptor()));
		this.fennelWithMdc = Chains.fennelWithMdc(new GuardedRegistry(),
				new Handler(this.answer, new HandlerMetricsInterceptor()));
		this.micrometer = Chains.micrometer(Chains.meterRegistry(false), this.baseline);
		this.micrometerBuckets = Chains.micrometer(Chains.meterRegistry(true), this.baseline);
	}

	@Benchmark
	public int baseline(Exchange exchange) throws ServletException, IOException {
		return exchange.pass(this.baseline);
	}

	@Benchmark
	public int fennel(Exchange exchange) throws ServletException, IOException {
		return exchange.pass(this.fennel);
	}

	/**
	 * With the interceptor, without which views and streaming are not seen.
	 */
	@Benchmark
	public int fennelWithInterceptor(Exchange exchange) throws ServletException, IOException {
		return exchange.pass(this.fennelWithInterceptor);
	}

	/**
	 * With the MDC too, into which the interceptor puts the route.
	 */
	@Benchmark
	public int fennelWithMdc(Exchange exchange) throws ServletException, IOException {
		return exchange.pass(this.fennelWithMdc);
	}

	@Benchmark
	public int micrometer(Exchange exchange) throws ServletException, IOException {
		return exchange.pass(this.micrometer);
	}

	/**
	 * With buckets, which Boot leaves out by default and Fennel always has.
	 */
	@Benchmark
	public int micrometerBuckets(Exchange exchange) throws ServletException, IOException {
		return exchange.pass(this.micrometerBuckets);
	}

}
