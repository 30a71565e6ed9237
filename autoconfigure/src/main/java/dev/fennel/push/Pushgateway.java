package dev.fennel.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Pushes to a Pushgateway, or to what takes the text format at a path of its own, such as
 * VictoriaMetrics.
 *
 * @since 0.1.0
 * @see <a href="https://github.com/prometheus/pushgateway#api">Pushgateway, API</a>
 */
public final class Pushgateway implements PushTarget {

	private final PushUrl url;

	private final PushgatewayOptions options;

	private volatile PushRequests requests;

	/**
	 * Creates a target.
	 * @param url where to
	 * @param options how requests are made
	 * @param ssl what secures connections, and the certificate of its own where the
	 * Pushgateway asks for one; that of the JVM without
	 * @throws dev.fennel.MetricDefinitionException if the bundle cannot be used
	 */
	public Pushgateway(PushUrl url, PushgatewayOptions options, @Nullable SslBundle ssl) {
		this.url = url;
		this.options = options;
		this.requests = new PushRequests(options, ssl);
	}

	/**
	 * Uses another bundle from now on. If it throws, what was used before stays.
	 * @param ssl the bundle
	 * @throws dev.fennel.MetricDefinitionException if the bundle cannot be used
	 */
	public void replace(SslBundle ssl) {
		this.requests = new PushRequests(this.options, ssl);
	}

	@Override
	public String name() {
		return "pushgateway";
	}

	@Override
	public String description() {
		return (this.url.isGroup() ? "the Pushgateway at " : "") + this.url;
	}

	@Override
	public void push(PushedPage page) throws IOException, InterruptedException {
		send(this.url.isGroup() ? "PUT" : "POST", page);
	}

	@Override
	public void pushAdd(PushedPage page) throws IOException, InterruptedException {
		send("POST", page);
	}

	/**
	 * Deletes the group. What takes pushes at a path of its own has none.
	 */
	@Override
	public void delete() throws IOException, InterruptedException {
		if (this.url.isGroup()) {
			this.requests.send(this.url.uri(), "DELETE", BodyPublishers.noBody(), false);
		}
	}

	private void send(String method, PushedPage page) throws IOException, InterruptedException {
		byte[] bytes = page.text().getBytes(StandardCharsets.UTF_8);
		BodyPublisher body = BodyPublishers.ofByteArray(this.options.gzip() ? compressed(bytes) : bytes);
		this.requests.send(this.url.uri(), method, body, this.options.gzip());
	}

	private static byte[] compressed(byte[] bytes) throws IOException {
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		try (OutputStream out = new GZIPOutputStream(result)) {
			out.write(bytes);
		}
		return result.toByteArray();
	}

}
