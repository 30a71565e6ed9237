package dev.fennel.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.client.HttpClientMetrics;
import dev.fennel.client.MeteredRestClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/**
 * Clients whose requests are answered at once from memory.
 */
final class Clients {

	private static final HttpHeaders NO_HEADERS = HttpHeaders.readOnlyHttpHeaders(new HttpHeaders());

	private Clients() {
	}

	static RestClient baseline() {
		return builder().build();
	}

	static RestClient fennel(GuardedRegistry registry) {
		HttpClientMetrics metrics = new HttpClientMetrics(MetricFactory.with(registry).build());
		return new MeteredRestClients(metrics).meter(builder().build());
	}

	static RestClient micrometer(MeterRegistry registry) {
		ObservationRegistry observations = ObservationRegistry.create();
		observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
		return builder().observationRegistry(observations).build();
	}

	static int call(RestClient client) {
		return client.get().uri("http://shop/orders/{id}", 1).retrieve().toBodilessEntity().getStatusCode().value();
	}

	private static RestClient.Builder builder() {
		return RestClient.builder().requestFactory(new FromMemory());
	}

	/** A class, as those of libraries are. */
	static class FromMemory implements ClientHttpRequestFactory {

		@Override
		public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) {
			return new Request(uri, httpMethod);
		}

	}

	private static final class Request extends AbstractClientHttpRequest {

		private final URI uri;

		private final HttpMethod method;

		private Request(URI uri, HttpMethod method) {
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
		protected ClientHttpResponse executeInternal(HttpHeaders headers) {
			return new Response();
		}

	}

	private static final class Response implements ClientHttpResponse {

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(200);
		}

		@Override
		public String getStatusText() {
			return "OK";
		}

		@Override
		public HttpHeaders getHeaders() {
			return NO_HEADERS;
		}

		@Override
		public InputStream getBody() {
			return InputStream.nullInputStream();
		}

		@Override
		public void close() {
		}

	}

}
