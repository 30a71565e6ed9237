package dev.fennel.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a server, for faults that a real one does not show on demand.
 */
public final class HttpStandIn implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CountDownLatch end = new CountDownLatch(1);

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private volatile Answer answer = Answer.of(200, "");

	/**
	 * Starts a server.
	 * @throws IOException if it does not start
	 */
	public HttpStandIn() throws IOException {
		this(null);
	}

	/**
	 * Starts a server.
	 * @param tls what secures it, so that it asks for certificates of clients; null for
	 * plain connections
	 * @throws IOException if it does not start
	 */
	public HttpStandIn(@Nullable SSLContext tls) throws IOException {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		this.server = (tls != null) ? secured(address, tls) : HttpServer.create(address, 0);
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private static HttpServer secured(InetSocketAddress address, SSLContext tls) throws IOException {
		HttpsServer secured = HttpsServer.create(address, 0);
		secured.setHttpsConfigurator(new HttpsConfigurator(tls) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters needing = tls.getDefaultSSLParameters();
				needing.setNeedClientAuth(true);
				parameters.setSSLParameters(needing);
			}

		});
		return secured;
	}

	/**
	 * Returns where it is.
	 * @return its URL, without a path
	 */
	public URI url() {
		String scheme = (this.server instanceof HttpsServer) ? "https" : "http";
		return URI.create(scheme + "://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * Has it answer in another way.
	 * @param answer how
	 */
	public void answer(Answer answer) {
		this.answer = answer;
	}

	/**
	 * Does not answer.
	 * @return such an answer
	 */
	public Answer hanging() {
		return (exchange) -> await();
	}

	/**
	 * Begins to answer.
	 * @return such an answer
	 */
	public Answer hangingInItsAnswer() {
		return (exchange) -> {
			exchange.sendResponseHeaders(200, 10);
			exchange.getResponseBody().write(1);
			exchange.getResponseBody().flush();
			await();
		};
	}

	/**
	 * Closes the connection.
	 * @return such an answer
	 */
	public Answer resetting() {
		return HttpExchange::close;
	}

	/**
	 * Returns what it was asked.
	 * @return the calls, earliest first
	 */
	public List<Call> calls() {
		return this.calls;
	}

	/**
	 * Returns what it was asked.
	 * @return method and path of each call
	 */
	public List<String> lines() {
		return this.calls.stream().map((call) -> call.method() + " " + call.path()).toList();
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.calls.add(new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
				Map.copyOf(exchange.getRequestHeaders()), exchange.getRequestBody().readAllBytes()));
		this.answer.send(exchange);
	}

	private void await() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * What it was asked.
	 *
	 * @param method the method
	 * @param path path and query as they were sent
	 * @param headers the headers
	 * @param bytes the body as it was sent
	 */
	public record Call(String method, String path, Map<String, List<String>> headers, byte[] bytes) {

		/**
		 * Returns a header.
		 * @param name its name
		 * @return its first value, empty where it was not sent
		 */
		public String header(String name) {
			return this.headers.entrySet()
				.stream()
				.filter((header) -> header.getKey().equalsIgnoreCase(name))
				.map((header) -> Objects.requireNonNull(header.getValue().get(0)))
				.findFirst()
				.orElse("");
		}

		/**
		 * Returns the body.
		 * @return its text, uncompressed
		 */
		public String body() {
			try (InputStream in = header("Content-Encoding").equals("gzip")
					? new GZIPInputStream(new ByteArrayInputStream(this.bytes))
					: new ByteArrayInputStream(this.bytes)) {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * How it answers.
	 */
	public interface Answer {

		/**
		 * Answers.
		 * @param exchange whom
		 * @throws IOException if that fails
		 */
		void send(HttpExchange exchange) throws IOException;

		/**
		 * Answers with a text.
		 * @param status the status
		 * @param body the text
		 * @return such an answer
		 */
		static Answer of(int status, String body) {
			return (exchange) -> {
				byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
				exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
				exchange.getResponseBody().write(bytes);
				exchange.close();
			};
		}

		/**
		 * Redirects.
		 * @param status the status
		 * @param location where to
		 * @return such an answer
		 */
		static Answer redirect(int status, String location) {
			return (exchange) -> {
				exchange.getResponseHeaders().set("Location", location);
				exchange.sendResponseHeaders(status, -1);
				exchange.close();
			};
		}

	}

}
