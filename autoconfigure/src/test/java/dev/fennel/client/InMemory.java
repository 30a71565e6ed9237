package dev.fennel.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A factory whose requests are answered at once.
 */
class InMemory implements ClientHttpRequestFactory {

	final List<URI> sent = new ArrayList<>();

	private int status = 200;

	private int port = 1;

	private @Nullable Throwable failure;

	void setStatus(int status) {
		this.status = status;
	}

	void setPort(int port) {
		this.port = port;
	}

	int getPort() {
		return this.port;
	}

	void fail(@Nullable Throwable failure) {
		this.failure = failure;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new Request(uri, method);
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneak(Throwable failure) throws E {
		throw (E) failure;
	}

	private final class Request extends AbstractClientHttpRequest {

		private final URI uri;

		private final HttpMethod method;

		Request(URI uri, HttpMethod method) {
			this.uri = uri;
			this.method = method;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) {
			return OutputStream.nullOutputStream();
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
			InMemory.this.sent.add(this.uri);
			if (InMemory.this.failure != null) {
				InMemory.<RuntimeException>sneak(InMemory.this.failure);
			}
			return new Response(InMemory.this.status);
		}

	}

	private record Response(int status) implements ClientHttpResponse {

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(this.status);
		}

		@Override
		public String getStatusText() {
			return "";
		}

		@Override
		public HttpHeaders getHeaders() {
			HttpHeaders headers = new HttpHeaders();
			headers.add("Content-Type", "text/plain");
			return headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream("fine".getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public void close() {
		}

	}

}
