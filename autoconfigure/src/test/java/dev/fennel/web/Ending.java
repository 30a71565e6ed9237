package dev.fennel.web;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.fennel.testing.Page;
import dev.fennel.testing.WebApp;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request, and what it is to move.
 */
final class Ending {

	private static final int PATIENCE = 10_000;

	private final String path;

	private String method = "GET";

	private String label = "";

	private final List<String> headers = new ArrayList<>();

	private final List<String> values = new ArrayList<>();

	private int status;

	private String route = "";

	private String exception = "";

	private String view = "";

	private boolean early;

	private boolean streamed;

	private boolean anyBody;

	private int body;

	Ending(String path) {
		this.path = path;
	}

	Ending method(String method) {
		this.method = method;
		return this;
	}

	Ending label(String label) {
		this.label = label;
		return this;
	}

	Ending header(String header) {
		return header(header, "1");
	}

	Ending header(String header, String value) {
		this.headers.add(header);
		this.values.add(value);
		return this;
	}

	/** Without, it is whatever the client sees, which differs between servers. */
	Ending status(int status) {
		this.status = status;
		return this;
	}

	Ending route(String route) {
		this.route = route;
		return this;
	}

	Ending exception(String exception) {
		this.exception = exception;
		return this;
	}

	Ending view(String view) {
		this.view = view;
		return this;
	}

	Ending early() {
		this.early = true;
		return this;
	}

	Ending streamed() {
		this.streamed = true;
		return this;
	}

	Ending body(int body) {
		this.body = body;
		return this;
	}

	Ending anyBody() {
		this.anyBody = true;
		return this;
	}

	private HttpRequest.Builder request(WebApp app) {
		HttpRequest.Builder request = app.request(this.path).method(this.method, HttpRequest.BodyPublishers.noBody());
		for (int i = 0; i < this.headers.size(); i++) {
			request.header(this.headers.get(i), this.values.get(i));
		}
		return request;
	}

	/**
	 * Sends the request, and compares what the client saw and what has moved.
	 */
	void verify(WebApp app) throws IOException {
		Page before = app.scrapeWhenIdle();
		HttpResponse<String> response = app.send(request(app));
		Map<String, Double> changes = app.scrapeWhenIdle().changedSince(before);
		changes.keySet().removeIf((sample) -> sample.startsWith("http_server_responses_by_charset_total"));
		if (this.status == 0) {
			this.status = response.statusCode();
		}
		assertThat(response.statusCode()).isEqualTo(this.status);
		assertThat(changes).isEqualTo(changes(response));
	}

	/**
	 * Sends the request over a connection of its own, and compares what has moved.
	 */
	void verify(WebApp app, Connection connection) throws Exception {
		Page before = app.scrapeWhenIdle();
		try (Socket socket = new Socket("localhost", app.port())) {
			socket.setSoTimeout(PATIENCE);
			socket.getOutputStream()
				.write("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
					.formatted(this.method, this.path)
					.getBytes(StandardCharsets.US_ASCII));
			connection.use(app, socket);
		}
		Map<String, Double> changes = app.scrapeWhenIdle().changedSince(before);
		changes.keySet()
			.removeIf((sample) -> sample.startsWith("http_server_responses_by_charset_total")
					|| (this.anyBody && sample.equals("http_server_response_body_bytes_sum")));
		assertThat(changes).isEqualTo(changes(null));
	}

	Map<String, Double> changes(@Nullable HttpResponse<String> response) {
		Map<String, Double> changes = new TreeMap<>();
		String verb = this.label.isEmpty() ? this.method : this.label;
		changes.put("http_server_requests_before_filters_total{method=\"%s\"}".formatted(verb), 1.0);
		changes.put(
				"http_server_responses_before_filters_total{method=\"%s\",status=\"%d\"}".formatted(verb, this.status),
				1.0);
		changes.put("http_server_request_duration_including_filters_seconds_count{method=\"%s\"}".formatted(verb), 1.0);
		if (!this.early) {
			changes.put("http_server_requests_total{method=\"%s\",scheme=\"http\"}".formatted(verb), 1.0);
			changes.put("http_server_request_duration_seconds_count{method=\"%s\",route=\"%s\",status=\"%d\"}"
				.formatted(verb, this.route, this.status), 1.0);
			changes.put("http_server_request_body_bytes_count", 1.0);
			changes.put("http_server_response_body_bytes_count", 1.0);
		}
		int size = (this.anyBody && response != null) ? response.body().length() : this.body;
		putIf(size > 0, changes, "http_server_response_body_bytes_sum", size);
		putIf(this.streamed, changes, "http_server_streaming_responses_total", 1);
		putIf(!this.view.isEmpty(), changes, "http_server_rendered_views_total{view=\"%s\"}".formatted(this.view), 1);
		putIf(!this.exception.isEmpty(), changes,
				"http_server_exceptions_total{exception=\"%s\",route=\"%s\"}".formatted(this.exception, this.route), 1);
		return changes;
	}

	private static void putIf(boolean condition, Map<String, Double> changes, String sample, double value) {
		if (condition) {
			changes.put(sample, value);
		}
	}

	@Override
	public String toString() {
		return this.method + " " + this.path + " " + this.headers + " -> " + this.status;
	}

	/**
	 * What a client does after it has sent its request, until it closes the connection.
	 */
	interface Connection {

		void use(WebApp app, Socket socket) throws Exception;

	}

}
