package dev.fennel.discovery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import dev.fennel.HttpSender;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the HTTP API of a Consul agent.
 */
final class ConsulAgent {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final String address;

	private final @Nullable String token;

	private final HttpSender sender = new HttpSender(CONNECT_TIMEOUT, (client) -> {
	});

	ConsulAgent(URI address, @Nullable String token) {
		this.address = address.toString().replaceFirst("/+$", "");
		this.token = token;
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send("GET", path, BodyPublishers.noBody());
	}

	HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
		return send("PUT", path, BodyPublishers.ofString(body));
	}

	/**
	 * Gives up what is needed between start and stop.
	 */
	void disconnect() throws Exception {
		this.sender.disconnect();
	}

	private HttpResponse<String> send(String method, String path, BodyPublisher body)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + path)).method(method, body);
		if (this.token != null) {
			request.header("X-Consul-Token", this.token);
		}
		return this.sender.send(request.build(), TIMEOUT);
	}

}
