package dev.fennel.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Requests to a server that is no web server of Boot's.
 */
public final class HttpCalls {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private HttpCalls() {
	}

	/**
	 * Starts a request.
	 * @param url the URL
	 * @return a builder
	 */
	public static HttpRequest.Builder request(URI url) {
		return HttpRequest.newBuilder(url).timeout(PATIENCE);
	}

	/**
	 * Gets a page.
	 * @param url the URL
	 * @return the response
	 * @throws IOException if the connection fails
	 */
	public static HttpResponse<String> get(URI url) throws IOException {
		return send(request(url));
	}

	/**
	 * Sends a request without a body.
	 * @param method the method
	 * @param url the URL
	 * @return the response
	 * @throws IOException if the connection fails
	 */
	public static HttpResponse<String> send(String method, URI url) throws IOException {
		return send(request(url).method(method, HttpRequest.BodyPublishers.noBody()));
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @return the response
	 * @throws IOException if the connection fails
	 */
	public static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
		return send(CLIENT, request);
	}

	/**
	 * Sends a request by a client of one's own.
	 * @param client the client
	 * @param request the request
	 * @return the response
	 * @throws IOException if the connection fails
	 */
	public static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) throws IOException {
		try {
			return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
