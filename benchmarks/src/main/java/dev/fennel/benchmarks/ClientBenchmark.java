package dev.fennel.benchmarks;

import java.util.concurrent.TimeUnit;

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

import org.springframework.web.client.RestClient;

/**
 * One request of a client, answered at once from memory: bare, with Fennel and with
 * Micrometer's observations.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ClientBenchmark {

	/** Who measures. */
	@Param({ "NOBODY", "FENNEL", "MICROMETER" })
	private ClientMeter meter = ClientMeter.NOBODY;

	private RestClient client = this.meter.client();

	/** Makes the client, with a registry of its own. */
	@Setup
	public void setUp() {
		this.client = this.meter.client();
	}

	@Benchmark
	public int get() {
		return Clients.call(this.client);
	}

}
