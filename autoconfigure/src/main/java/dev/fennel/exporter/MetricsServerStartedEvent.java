package dev.fennel.exporter;

import java.io.Serial;
import java.net.URI;

import org.springframework.context.ApplicationEvent;

/**
 * Published when the metrics have a port of their own, with the port that it really is.
 *
 * @since 0.1.0
 */
public final class MetricsServerStartedEvent extends ApplicationEvent {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Creates the event.
	 * @param server the server that has started
	 */
	public MetricsServerStartedEvent(MetricsServer server) {
		super(server);
	}

	/**
	 * Returns the server.
	 * @return the server that has started
	 */
	public MetricsServer getServer() {
		return (MetricsServer) getSource();
	}

	/**
	 * Returns the URL of the page of all registries.
	 * @return the URL, with the real port
	 */
	public URI getMetricsUrl() {
		return getServer().getMetricsUrl();
	}

}
