package dev.fennel.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * The running bookshop, as its visitors reach it.
 */
final class Shop {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI home;

	Shop(String port) {
		this.home = URI.create("http://localhost:" + port + "/");
	}

	HttpResponse<String> get(String path) {
		return send("GET", path, "");
	}

	HttpResponse<String> order(String json) {
		return send("POST", "/api/orders", json, "Content-Type", "application/json");
	}

	HttpResponse<String> buy(String isbn) {
		return send("POST", "/orders", "isbn=" + isbn, "Content-Type", "application/x-www-form-urlencoded");
	}

	HttpResponse<String> send(String method, String path, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.home.resolve(path))
			.timeout(PATIENCE)
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(method + " " + path + " got no answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
