package dev.fennel;

import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Where the failures of one feature go: each is counted in
 * {@code fennel_errors_total{feature}}, the first of its kind is logged with its stack
 * trace, and the application goes on.
 *
 * @since 0.1.0
 */
public final class Failures {

	private static final Log logger = LogFactory.getLog(Failures.class);

	private final String feature;

	private final CounterDataPoint errors;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the place where a feature's failures go; its counter is on the page from
	 * now on.
	 * @param metrics the factory
	 * @param feature the feature's id, as in {@code fennel.<feature>.enabled}
	 */
	public Failures(MetricFactory metrics, String feature) {
		this.feature = feature;
		this.errors = metrics.counter("fennel_errors_total")
			.help("Failures inside Fennel, which the application did not see")
			.labels("feature")
			.closed("feature")
			.register()
			.labelValues(feature);
	}

	/**
	 * Records a failure.
	 * @param what what was tried, a constant phrase: of failures of one kind only the
	 * first is logged
	 * @param failure what was thrown
	 */
	public void record(String what, Throwable failure) {
		this.errors.inc();
		if (this.reported.add(what)) {
			logger.warn(
					("Fennel could not %s. The application goes on without it; what follows of this kind is counted in"
							+ " fennel_errors_total{feature=\"%s\"} and logged at debug level.")
						.formatted(what, this.feature),
					failure);
		}
		else {
			logger.debug("Fennel could not " + what, failure);
		}
	}

	/**
	 * Says in a few words what failed, for a log line without a stack trace.
	 * @param failure what was thrown
	 * @return its message, with the name of its class where that alone says nothing
	 */
	public static String reason(Throwable failure) {
		String name = failure.getClass().getSimpleName();
		if (failure.getMessage() == null) {
			return name;
		}
		boolean ofFile = failure instanceof FileSystemException || failure instanceof FileNotFoundException;
		return ofFile ? name + " " + failure.getMessage() : failure.getMessage();
	}

	/**
	 * Says that something does not answer, for a log line without a stack trace.
	 * @param timeout how long was waited for it
	 * @return a clause about it
	 */
	public static String noAnswerWithin(Duration timeout) {
		return (timeout.toMillisPart() == 0) ? "it does not answer within %d s".formatted(timeout.toSeconds())
				: "it does not answer within %d ms".formatted(timeout.toMillis());
	}

	/**
	 * Records a failure of which the caller itself has told the log.
	 */
	public void count() {
		this.errors.inc();
	}

	/**
	 * Runs something of Fennel's that the application must not feel.
	 * @param what what is tried, a constant phrase
	 * @param action what to run
	 */
	public void guard(String what, Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			record(what, ex);
		}
	}

}
