package dev.fennel.client;

import dev.fennel.Failures;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestInitializer;

/**
 * Writes the template from which the address of a request was made on the request, which
 * interceptors may send more than once and to another address.
 */
final class TemplateMarker implements ClientHttpRequestInitializer {

	private final Failures failures;

	TemplateMarker(Failures failures) {
		this.failures = failures;
	}

	@Override
	public void initialize(ClientHttpRequest request) {
		try {
			TemplateAttribute.mark(request, request.getURI(), this.failures);
		}
		catch (Throwable ex) {
			this.failures.record("see the address of a request", ex);
		}
	}

}
