package dev.fennel.multiprocess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.fennel.GaugeMode;
import dev.fennel.MetricDefinitionException;

/**
 * How a process shares a page with others.
 *
 * @param directory the directory that they share
 * @param processId the value of the label {@code process}; another process that lives and
 * has it gets a number behind it
 * @param flushInterval how long it waits until it publishes its values again
 * @param reapAfter how long what cannot be added up is shown of a process that has ended
 * @param gauges how gauges are shown, by name of the family, where that is not as it was
 * said when they were made
 * @since 0.1.0
 */
public record MultiprocessOptions(Path directory, String processId, Duration flushInterval, Duration reapAfter,
		Map<String, GaugeMode> gauges) {

	private static final int LONGEST_ID = 64;

	/**
	 * Creates the options.
	 * @throws MetricDefinitionException if one of them makes no sense
	 */
	public MultiprocessOptions {
		gauges = Map.copyOf(gauges);
		if (Files.exists(directory) && !Files.isDirectory(directory)) {
			throw new MetricDefinitionException("fennel.multiprocess.directory is '%s', a file".formatted(directory),
					"Set it to a directory, which need not exist, for the processes that share a page");
		}
		if (processId.isBlank() || Incarnation.encode(processId).length() > LONGEST_ID) {
			throw new MetricDefinitionException("fennel.multiprocess.process-id is '%s'".formatted(processId),
					"Set it to a name of at most %d characters, or leave it out for the pid".formatted(LONGEST_ID));
		}
		requirePositive("flush-interval", flushInterval);
		requirePositive("reap-after", reapAfter);
	}

	private static void requirePositive(String property, Duration duration) {
		if (duration.toMillis() < 1) {
			throw new MetricDefinitionException("fennel.multiprocess.%s is %s".formatted(property, duration),
					"Set a duration of at least 1ms, or leave it out");
		}
	}

}
