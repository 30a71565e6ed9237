package dev.fennel.benchmarks;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import dev.fennel.GuardedRegistry;
import org.h2.jdbcx.JdbcDataSource;
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
 * One query, with a connection from a pool where there is a database: bare, with Fennel
 * within the pool, and with datasource-micrometer around it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class JdbcBenchmark {

	/** What is below. */
	@Param({ "NOTHING", "H2" })
	private Driver driver = Driver.NOTHING;

	/** How many rows are read. */
	@Param({ "1", "100" })
	private int rows = 1;

	private DataSource baseline = new JdbcDataSource();

	private DataSource fennel = this.baseline;

	private DataSource micrometer = this.baseline;

	/** Makes the data sources, each with a registry of its own. */
	@Setup
	public void setUp() throws SQLException {
		this.baseline = DataSources.baseline(this.driver, this.rows);
		this.fennel = DataSources.fennel(new GuardedRegistry(), this.driver, this.rows);
		this.micrometer = DataSources.micrometer(Chains.meterRegistry(false), this.driver, this.rows);
	}

	@Benchmark
	public String baseline() throws SQLException {
		return DataSources.read(this.baseline);
	}

	@Benchmark
	public String fennel() throws SQLException {
		return DataSources.read(this.fennel);
	}

	@Benchmark
	public String micrometer() throws SQLException {
		return DataSources.read(this.micrometer);
	}

}
