package dev.fennel.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
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
 * One page of histograms with the same 14 buckets: of Fennel's exposition, of its own
 * histograms and of the official client's, of the official client's writer alone, and of
 * Micrometer's registry. What is written is thrown away.
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
	@Param({ "600", "6000", "60000" })
	private int series;

	/** The format of the page. */
	@Param({ "text/plain", "application/openmetrics-text" })
	private String format = "";

	private Pages.Page fennel = Pages.EMPTY;

	private Pages.Page fennelOfClient = Pages.EMPTY;

	private Pages.Page client = Pages.EMPTY;

	private Pages.Page micrometer = Pages.EMPTY;

	/** Makes the registries and one observation for each series. */
	@Setup
	public void setUp() {
		this.fennel = Pages.fennel(this.series, this.format);
		this.fennelOfClient = Pages.fennelOfClient(this.series, this.format);
		this.client = Pages.client(this.series, this.format);
		this.micrometer = Pages.micrometer(this.series, this.format);
	}

	@Benchmark
	public long fennel() throws IOException {
		return size(this.fennel);
	}

	@Benchmark
	public long fennelOfClient() throws IOException {
		return size(this.fennelOfClient);
	}

	@Benchmark
	public long client() throws IOException {
		return size(this.client);
	}

	@Benchmark
	public long micrometer() throws IOException {
		return size(this.micrometer);
	}

	@Benchmark
	@Group("tenScrapers")
	@GroupThreads(SCRAPERS)
	public long fennelForTen() throws IOException {
		return size(this.fennel);
	}

	private static long size(Pages.Page page) throws IOException {
		Discarding out = new Discarding();
		page.write(out);
		return out.size;
	}

	/**
	 * Counts what it throws away.
	 */
	private static final class Discarding extends OutputStream {

		private long size;

		@Override
		public void write(int single) {
			this.size++;
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			this.size += length;
		}

	}

}
