package dev.fennel.client;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Tells when an answer was read to its end, was closed or broke off.
 */
final class MeteredResponse implements ClientHttpResponse {

	private final ClientHttpResponse delegate;

	private final HttpCall call;

	private MeteredResponse(ClientHttpResponse delegate, HttpCall call) {
		this.delegate = delegate;
		this.call = call;
	}

	static ClientHttpResponse of(ClientHttpResponse response, HttpCall call) {
		call.answered(status(response));
		return new MeteredResponse(response, call);
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		return this.delegate.getStatusCode();
	}

	@Override
	public String getStatusText() throws IOException {
		return this.delegate.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.delegate.getHeaders();
	}

	@Override
	public InputStream getBody() throws IOException {
		boolean open = false;
		try {
			InputStream body = this.delegate.getBody();
			open = true;
			return (body != null) ? new MeteredBody(body, this.call) : body;
		}
		finally {
			if (!open) {
				this.call.end();
			}
		}
	}

	@Override
	public void close() {
		try {
			this.delegate.close();
		}
		finally {
			this.call.end();
		}
	}

	/** Some read it only when they are asked, which may fail, then too. */
	private static int status(ClientHttpResponse response) {
		try {
			return response.getStatusCode().value();
		}
		catch (Throwable ex) {
			return Statuses.IO_ERROR;
		}
	}

}
