package dev.fennel.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One request through Fennel's filter pair, of a process that shares its page and of one
 * that does not but is scraped as often.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class SharedRequestBenchmark {

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	/** Whether the process shares its page. */
	@Param({ "false", "true" })
	private boolean shared;

	private SharedPages pages = new SharedPages();

	private FilterChain chain = new Handler(Answer.JSON);

	private Thread scraper = new Thread();

	/** Makes the chain, with a registry of its own. */
	@Setup
	public void setUp() {
		GuardedRegistry registry = new GuardedRegistry();
		this.pages = new SharedPages();
		this.chain = Chains.fennel(registry, new Handler(Answer.JSON));
		if (this.shared) {
			this.pages.share(registry, MetricFactory.with(new GuardedRegistry()).build(), INTERVAL);
		}
		else {
			this.scraper = new Thread(() -> scrape(registry));
			this.scraper.setDaemon(true);
			this.scraper.start();
		}
	}

	private static void scrape(GuardedRegistry registry) {
		try {
			while (true) {
				registry.scrape();
				Thread.sleep(INTERVAL.toMillis());
			}
		}
		catch (InterruptedException ex) {
			// the benchmark is over
		}
	}

	/** Stops to publish or to scrape. */
	@TearDown
	public void tearDown() {
		this.pages.stop();
		this.scraper.interrupt();
	}

	@Benchmark
	public int request(Exchange exchange) throws ServletException, IOException {
		return exchange.pass(this.chain);
	}

}
