package dev.fennel;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Sends requests that are given up after a time, answer included. The client has threads,
 * and so is made when it is needed and may be given up when it is not.
 *
 * @since 0.1.0
 */
public final class HttpSender {

	private static final int LONGEST = 200;

	private final Consumer<HttpClient.Builder> settings;

	private @Nullable HttpClient client;

	/**
	 * Creates a sender.
	 * @param connectTimeout how long it may take to connect
	 * @param settings what else the client is set up with
	 */
	public HttpSender(Duration connectTimeout, Consumer<HttpClient.Builder> settings) {
		this.settings = settings.andThen((builder) -> builder.connectTimeout(connectTimeout));
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @param timeout how long it may take until the whole answer is there
	 * @return the answer
	 * @throws IOException if there is none, with a message that may be logged
	 * @throws InterruptedException if the thread is interrupted
	 */
	public HttpResponse<String> send(HttpRequest request, Duration timeout) throws IOException, InterruptedException {
		CompletableFuture<HttpResponse<String>> response = client().sendAsync(request, BodyHandlers.ofString());
		try {
			// Of the whole answer: the client's own timeout ends with the headers
			return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException(Failures.noAnswerWithin(timeout));
		}
		catch (ExecutionException ex) {
			throw new IOException(Failures.reason((ex.getCause() != null) ? ex.getCause() : ex), ex);
		}
		finally {
			response.cancel(true);
		}
	}

	/**
	 * Ends the threads of the client: where it can be closed by that, else when it is
	 * collected.
	 * @throws Exception if it cannot be closed
	 */
	public void disconnect() throws Exception {
		Object current;
		synchronized (this) {
			current = this.client;
			this.client = null;
		}
		if (current instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

	/**
	 * Returns what a server has answered, for a log line.
	 * @param response the answer
	 * @param secrets what is masked, should the server say that
	 * @return the status, and the first words of the body
	 */
	public static String excerpt(HttpResponse<String> response, Collection<String> secrets) {
		String text = response.body().replaceAll("\\s+", " ").strip();
		for (String secret : secrets) {
			text = text.replace(secret, "***");
		}
		return "it answers %d %s"
			.formatted(response.statusCode(), (text.length() > LONGEST) ? text.substring(0, LONGEST) : text)
			.strip();
	}

	private synchronized HttpClient client() {
		HttpClient current = this.client;
		if (current == null) {
			HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
			this.settings.accept(builder);
			current = builder.build();
			this.client = current;
		}
		return current;
	}

}
