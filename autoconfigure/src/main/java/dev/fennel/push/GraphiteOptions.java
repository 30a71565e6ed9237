package dev.fennel.push;

import dev.fennel.MetricDefinitionException;

/**
 * Where metrics are sent to in Graphite's plaintext protocol, and how they are written.
 *
 * @param host host name or address
 * @param port port of the plaintext protocol
 * @param prefix what is put before each name, with a dot; as it is, empty for nothing
 * @param tags whether labels are tags, not parts of the name
 * @since 0.1.0
 */
public record GraphiteOptions(String host, int port, String prefix, boolean tags) {

	private static final int LAST_PORT = 65535;

	/**
	 * Creates the options.
	 * @throws MetricDefinitionException if there is no host, no such port, or the prefix
	 * has what ends a name
	 */
	public GraphiteOptions {
		if (host.isBlank()) {
			throw new MetricDefinitionException("fennel.graphite.host is missing", "Set the host of Graphite");
		}
		if (port < 1 || port > LAST_PORT) {
			throw new MetricDefinitionException("fennel.graphite.port is %d".formatted(port),
					"Set a port from 1 to 65535");
		}
		if (prefix.chars().anyMatch((character) -> character <= ' ' || character == ';' || character > '~')) {
			throw new MetricDefinitionException("fennel.graphite.prefix is '%s'".formatted(prefix.strip()),
					"Use letters, digits, dots, hyphens and underscores");
		}
	}

}
