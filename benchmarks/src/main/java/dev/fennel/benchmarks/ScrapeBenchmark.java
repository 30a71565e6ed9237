package dev.fennel.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One text page of histograms with the same 14 buckets: of Fennel's exposition, of the
 * official client's writer alone, and of Micrometer's registry.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class ScrapeBenchmark {

	private static final int SCRAPERS = 10;

	/** How many histogram series are on the page. */
	@Param({ "600", "6000" })
	private int series;

	private Pages.Page fennel = Pages.EMPTY;

	private Pages.Page client = Pages.EMPTY;

	private Pages.Page micrometer = Pages.EMPTY;

	/** Makes the registries and one observation for each series. */
	@Setup
	public void setUp() {
		this.fennel = Pages.fennel(this.series);
		this.client = Pages.client(this.series);
		this.micrometer = Pages.micrometer(this.series);
	}

	@Benchmark
	public int fennel() throws IOException {
		return size(this.fennel);
	}

	@Benchmark
	public int client() throws IOException {
		return size(this.client);
	}

	@Benchmark
	public int micrometer() throws IOException {
		return size(this.micrometer);
	}

	@Benchmark
	@Group("tenScrapers")
	@GroupThreads(SCRAPERS)
	public int fennelForTen() throws IOException {
		return size(this.fennel);
	}

	private static int size(Pages.Page page) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		page.write(out);
		return out.size();
	}

}
