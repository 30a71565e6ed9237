package dev.fennel.benchmarks;

import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.helpers.NOPAppender;
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
 * One event of Logback that its logger lets through, to an appender that writes it
 * nowhere, and one that it does not: uncounted, counted by Fennel, and by Micrometer.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class LogBenchmark {

	/** Who counts. */
	@Param({ "NOBODY", "FENNEL", "MICROMETER" })
	private EventCounter counter = EventCounter.NOBODY;

	private Logger logger = new LoggerContext().getLogger("shop.orders");

	/** Makes a Logback of its own. */
	@Setup
	public void setUp() {
		LoggerContext loggers = new LoggerContext();
		NOPAppender<ILoggingEvent> nowhere = new NOPAppender<>();
		nowhere.setContext(loggers);
		nowhere.start();
		Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		root.setLevel(Level.INFO);
		root.addAppender(nowhere);
		loggers.start();
		this.counter.count(loggers);
		this.logger = loggers.getLogger("shop.orders");
	}

	@Benchmark
	public void event() {
		this.logger.info("ordered");
	}

	@Benchmark
	public void disabledEvent() {
		this.logger.debug("ordered");
	}

}
