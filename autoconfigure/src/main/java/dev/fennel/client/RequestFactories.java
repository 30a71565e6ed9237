package dev.fennel.client;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Has the requests of a factory measured by what takes its place, and is still of its
 * class where that can be extended.
 */
final class RequestFactories {

	private RequestFactories() {
	}

	static ClientHttpRequestFactory metered(ClientHttpRequestFactory factory, HttpClientMetrics metrics) {
		ClientHttpRequestFactory extended = Extension.of(factory, RequestFactories::createsRequest,
				(arguments) -> create(factory, (URI) arguments[0], (HttpMethod) arguments[1], metrics));
		return (extended != null) ? extended : new Wrapper(factory, metrics);
	}

	/**
	 * Whether the requests of a factory are measured, perhaps behind others that wrap it.
	 */
	static boolean isMetered(ClientHttpRequestFactory factory) {
		ClientHttpRequestFactory next = factory;
		while (next instanceof AbstractClientHttpRequestFactoryWrapper wrapper && !(next instanceof Wrapper)) {
			next = wrapper.getDelegate();
		}
		return next instanceof Wrapper || Extension.is(next);
	}

	private static ClientHttpRequest create(ClientHttpRequestFactory factory, URI uri, HttpMethod method,
			HttpClientMetrics metrics) throws IOException {
		return MeteredRequest.of(factory.createRequest(uri, method), uri, metrics);
	}

	private static boolean createsRequest(Method method) {
		return method.getName().equals("createRequest") && method.getParameterCount() == 2
				&& method.getParameterTypes()[0] == URI.class;
	}

	private static final class Wrapper extends AbstractClientHttpRequestFactoryWrapper {

		private final HttpClientMetrics metrics;

		private Wrapper(ClientHttpRequestFactory factory, HttpClientMetrics metrics) {
			super(factory);
			this.metrics = metrics;
		}

		@Override
		protected ClientHttpRequest createRequest(URI uri, HttpMethod method, ClientHttpRequestFactory factory)
				throws IOException {
			return create(factory, uri, method, this.metrics);
		}

	}

}
