package dev.fennel.push;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.fennel.MetricDefinitionException;

/**
 * How requests to a Pushgateway are made.
 *
 * @param headers further headers, an authorization among them
 * @param gzip whether bodies are compressed
 * @param followRedirects whether the same request is sent to where a redirect leads
 * @param timeout how long one request may take, its answer included
 * @param customizers what has the last word
 * @since 0.1.0
 */
public record PushgatewayOptions(Map<String, String> headers, boolean gzip, boolean followRedirects, Duration timeout,
		List<PushRequestCustomizer> customizers) {

	/**
	 * Creates the options.
	 * @throws MetricDefinitionException if a header cannot be sent
	 */
	public PushgatewayOptions {
		headers = Map.copyOf(headers);
		customizers = List.copyOf(customizers);
		headers.forEach(PushgatewayOptions::requireSendable);
	}

	private static void requireSendable(String name, String value) {
		try {
			HttpRequest.newBuilder().header(name, value);
		}
		catch (IllegalArgumentException ex) {
			throw new MetricDefinitionException(
					"fennel.push.headers has '%s', which cannot be sent, or not with its value".formatted(name),
					"Take it out, or set a value without line breaks");
		}
	}

	/**
	 * Without the headers.
	 */
	@Override
	public String toString() {
		return "PushgatewayOptions[gzip=%s, followRedirects=%s, timeout=%s]".formatted(this.gzip, this.followRedirects,
				this.timeout);
	}

}
