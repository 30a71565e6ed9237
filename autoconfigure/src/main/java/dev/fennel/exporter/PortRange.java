package dev.fennel.exporter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.fennel.MetricDefinitionException;

/**
 * The ports of which the first that is free is taken, or the one that it has to be.
 *
 * @param first the lowest port, 0 for any that is free
 * @param last the highest port
 * @param required whether the application does not start where none of them is free
 * @since 0.1.0
 */
public record PortRange(int first, int last, boolean required) {

	private static final int HIGHEST = 65535;

	private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,5})\\s*-\\s*(\\d{1,5})\\s*");

	/**
	 * The one port that it has to be.
	 * @param port the port, 0 for any that is free
	 * @return the range
	 * @throws MetricDefinitionException if there is no such port
	 */
	public static PortRange of(int port) {
		if (port < 0 || port > HIGHEST) {
			throw new MetricDefinitionException("fennel.exporter.port is %d".formatted(port),
					"Set a port from 1 to 65535, or 0 for any that is free");
		}
		return new PortRange(port, port, true);
	}

	/**
	 * Reads a range that may be used up.
	 * @param text the lowest and the highest port, as in {@code 8001-8050}
	 * @return the range
	 * @throws MetricDefinitionException if it is none
	 */
	public static PortRange parse(String text) {
		Matcher matcher = RANGE.matcher(text);
		if (matcher.matches()) {
			int first = Integer.parseInt(matcher.group(1));
			int last = Integer.parseInt(matcher.group(2));
			if (first > 0 && first <= last && last <= HIGHEST) {
				return new PortRange(first, last, false);
			}
		}
		throw new MetricDefinitionException("fennel.exporter.port-range is '%s'".formatted(text),
				"Set the lowest and the highest port, such as 8001-8050");
	}

	IntStream ports() {
		return IntStream.rangeClosed(this.first, this.last);
	}

	@Override
	public String toString() {
		return (this.first == this.last) ? String.valueOf(this.first) : this.first + "-" + this.last;
	}

}
