package dev.fennel.exporter;

import java.time.Duration;

import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * How the server listens.
 *
 * @param address the host name or address to listen on, blank for all
 * @param ports the ports, of which the first that is free is taken
 * @param threads how many clients are served at once
 * @param readTimeout how long a client may take to send a request, and again to read the
 * response
 * @param tls how connections are secured, null for plain ones
 * @since 0.1.0
 */
public record MetricsServerOptions(String address, PortRange ports, int threads, Duration readTimeout,
		@Nullable ServerTls tls) {

	/**
	 * Creates the options.
	 * @throws MetricDefinitionException if the number of threads or the time is not
	 * positive
	 */
	public MetricsServerOptions {
		address = address.strip();
		if (threads < 1) {
			throw new MetricDefinitionException("fennel.exporter.threads is %d".formatted(threads),
					"Set a positive number");
		}
		if (readTimeout.toMillis() < 1) {
			throw new MetricDefinitionException("fennel.exporter.read-timeout is %s".formatted(readTimeout),
					"Set a positive duration such as 10s");
		}
	}

}
