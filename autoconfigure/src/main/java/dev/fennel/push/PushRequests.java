package dev.fennel.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import dev.fennel.Failures;
import dev.fennel.HttpSender;
import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.core.NestedExceptionUtils;

/**
 * Requests that must succeed.
 */
final class PushRequests {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private static final int MOST_REDIRECTS = 5;

	/** Of the refusals, those that may not be for ever. */
	private static final Set<Integer> RETRIED = Set.of(408, 425, 429);

	private static final int REDIRECT = 300;

	private static final int SERVER_ERROR = 500;

	/** What is shorter is masked in no text, which it could be part of by chance. */
	private static final int LEAST_SECRET = 6;

	private final PushgatewayOptions options;

	private final HttpSender sender;

	PushRequests(PushgatewayOptions options, @Nullable SslBundle ssl) {
		this.options = options;
		SSLContext context = (ssl != null) ? context(ssl) : null;
		SslOptions sslOptions = (ssl != null) ? ssl.getOptions() : null;
		this.sender = new HttpSender(shorter(CONNECT_TIMEOUT, options.timeout()),
				(client) -> secure(client, context, sslOptions));
	}

	void send(URI uri, String method, BodyPublisher body, boolean gzip) throws IOException, InterruptedException {
		HttpResponse<String> response = exchange(uri, uri, method, body, gzip);
		for (int i = 0; i < MOST_REDIRECTS && leads(response); i++) {
			response = exchange(uri, target(response), method, body, gzip);
		}
		require(response);
	}

	private HttpResponse<String> exchange(URI first, URI uri, String method, BodyPublisher body, boolean gzip)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.method(method, body)
			.header("Content-Type", PushedPage.CONTENT_TYPE);
		if (gzip) {
			request.header("Content-Encoding", "gzip");
		}
		// What is secret is for the server that was named
		if (uri.getScheme().equals(first.getScheme()) && uri.getAuthority().equals(first.getAuthority())) {
			this.options.headers().forEach(request::setHeader);
		}
		this.options.customizers().forEach((customizer) -> customizer.customize(request));
		return this.sender.send(request.build(), this.options.timeout());
	}

	private boolean leads(HttpResponse<String> response) {
		return this.options.followRedirects() && REDIRECTS.contains(response.statusCode());
	}

	private static URI target(HttpResponse<String> response) throws IOException {
		String location = response.headers().firstValue("Location").orElse("");
		try {
			URI target = response.uri().resolve(location);
			boolean weaker = response.uri().getScheme().equals("https") && !"https".equals(target.getScheme());
			if (!location.isEmpty() && target.getHost() != null && !weaker) {
				return target;
			}
		}
		catch (IllegalArgumentException ex) {
			// told below
		}
		throw new RefusedPushException("it redirects to what is not followed");
	}

	private void require(HttpResponse<String> response) throws IOException {
		int status = response.statusCode();
		if (status < REDIRECT) {
			return;
		}
		if (REDIRECTS.contains(status)) {
			throw new RefusedPushException("it redirects (%d)".formatted(status)
					+ (this.options.followRedirects() ? " too often" : ", and fennel.push.follow-redirects is false"));
		}
		List<String> secrets = this.options.headers()
			.values()
			.stream()
			.map((value) -> value.replaceFirst("(?i)^(basic|bearer) +", ""))
			.filter((value) -> value.length() >= LEAST_SECRET)
			.toList();
		String text = HttpSender.excerpt(response, secrets);
		throw (status < SERVER_ERROR && !RETRIED.contains(status)) ? new RefusedPushException(text)
				: new IOException(text);
	}

	private static void secure(HttpClient.Builder client, @Nullable SSLContext context, @Nullable SslOptions options) {
		if (context == null) {
			return;
		}
		client.sslContext(context);
		if (options != null && options.isSpecified()) {
			SSLParameters parameters = context.getDefaultSSLParameters();
			if (options.getEnabledProtocols() != null) {
				parameters.setProtocols(options.getEnabledProtocols());
			}
			if (options.getCiphers() != null) {
				parameters.setCipherSuites(options.getCiphers());
			}
			client.sslParameters(parameters);
		}
	}

	private static SSLContext context(SslBundle ssl) {
		try {
			return ssl.createSslContext();
		}
		catch (RuntimeException ex) {
			throw new MetricDefinitionException(
					"The SSL bundle of fennel.push.ssl-bundle cannot be used: "
							+ Failures.reason(NestedExceptionUtils.getMostSpecificCause(ex)),
					"Set the properties of the bundle below spring.ssl.bundle, or name another bundle");
		}
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
