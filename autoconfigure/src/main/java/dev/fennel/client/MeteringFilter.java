package dev.fennel.client;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Measures each request that is subscribed to.
 */
final class MeteringFilter implements ExchangeFilterFunction {

	private static final String TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final HttpClientMetrics metrics;

	MeteringFilter(HttpClientMetrics metrics) {
		this.metrics = metrics;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Object template = request.attributes().get(TEMPLATE);
		return new MeteredExchange(next.exchange(request), () -> this.metrics.sent(request.url(),
				request.method().name(), (template != null) ? template.toString() : null));
	}

}
