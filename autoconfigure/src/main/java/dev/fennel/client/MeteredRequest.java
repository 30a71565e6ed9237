package dev.fennel.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Measures a request from the moment at which it is executed.
 */
abstract class MeteredRequest implements ClientHttpRequest {

	private final ClientHttpRequest delegate;

	private final URI uri;

	private final HttpClientMetrics metrics;

	private MeteredRequest(ClientHttpRequest delegate, URI uri, HttpClientMetrics metrics) {
		this.delegate = delegate;
		this.uri = uri;
		this.metrics = metrics;
	}

	/**
	 * Measures a request.
	 * @param uri the address for which it was made; requests themselves make a new one
	 * whenever they are asked
	 */
	static ClientHttpRequest of(ClientHttpRequest request, URI uri, HttpClientMetrics metrics) {
		if (request instanceof MeteredRequest) {
			return request;
		}
		TemplateAttribute.mark(request, uri, metrics.failures());
		return (request instanceof StreamingHttpOutputMessage streaming)
				? new Streaming(request, streaming, uri, metrics) : new Plain(request, uri, metrics);
	}

	@Override
	public HttpMethod getMethod() {
		return this.delegate.getMethod();
	}

	@Override
	public URI getURI() {
		return this.delegate.getURI();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.delegate.getAttributes();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.delegate.getHeaders();
	}

	@Override
	public OutputStream getBody() throws IOException {
		return this.delegate.getBody();
	}

	@Override
	public ClientHttpResponse execute() throws IOException {
		HttpCall call = sent();
		return (call != null) ? execute(call) : this.delegate.execute();
	}

	private ClientHttpResponse execute(HttpCall call) throws IOException {
		boolean answered = false;
		try {
			ClientHttpResponse response = MeteredResponse.of(this.delegate.execute(), call);
			answered = true;
			return response;
		}
		finally {
			if (!answered) {
				call.end();
			}
		}
	}

	private @Nullable HttpCall sent() {
		try {
			return this.metrics.sent(this.uri, this.delegate.getMethod().name(),
					TemplateAttribute.read(this.delegate.getAttributes()));
		}
		catch (Throwable ex) {
			this.metrics.failures().record("read what a request is", ex);
			return null;
		}
	}

	private static final class Plain extends MeteredRequest {

		private Plain(ClientHttpRequest request, URI uri, HttpClientMetrics metrics) {
			super(request, uri, metrics);
		}

	}

	/** Bodies go on being streamed where they were. */
	private static final class Streaming extends MeteredRequest implements StreamingHttpOutputMessage {

		private final StreamingHttpOutputMessage delegate;

		private Streaming(ClientHttpRequest request, StreamingHttpOutputMessage streaming, URI uri,
				HttpClientMetrics metrics) {
			super(request, uri, metrics);
			this.delegate = streaming;
		}

		@Override
		public void setBody(Body body) {
			this.delegate.setBody(body);
		}

	}

}
