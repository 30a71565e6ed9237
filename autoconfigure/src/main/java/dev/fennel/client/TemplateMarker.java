package dev.fennel.client;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestInitializer;

/**
 * Writes the template from which the address of a request was made on the request, which
 * interceptors may send more than once and to another address.
 */
final class TemplateMarker implements ClientHttpRequestInitializer {

	@Override
	public void initialize(ClientHttpRequest request) {
		TemplateAttribute.mark(request, request.getURI());
	}

}
