package dev.fennel.client;

import java.util.List;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Measures clients that do not block. Beans are measured without being asked; this is for
 * those that are no beans and come from no builder that is one. What is measured already
 * stays as it is, and what cannot be measured too.
 *
 * @since 0.1.0
 */
public final class MeteredWebClients implements AopInfrastructureBean {

	private final HttpClientMetrics metrics;

	private final MeteringFilter filter;

	/**
	 * Creates what measures clients.
	 * @param metrics where requests are counted
	 */
	public MeteredWebClients(HttpClientMetrics metrics) {
		this.metrics = metrics;
		this.filter = new MeteringFilter(metrics);
	}

	/**
	 * Measures the requests of a client.
	 * @param client a client
	 * @return a copy that is measured
	 */
	public WebClient meter(WebClient client) {
		try {
			WebClient.Builder builder = client.mutate();
			ClientHttpConnector connector = HeldConnectors.of(client);
			if (connector != null) {
				builder.clientConnector(connector);
			}
			return builder.filters(this::addLast).build();
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure a client that does not block", ex);
			return client;
		}
	}

	/**
	 * Measures the requests of all clients that a builder will build, whatever it is told
	 * before.
	 * @param builder a builder
	 * @return what leads to the builder
	 */
	public WebClient.Builder meter(WebClient.Builder builder) {
		return MeteredBuilder.of(WebClient.Builder.class, builder,
				(target) -> target.clone().filters(this::addLast).build());
	}

	/**
	 * Measures the requests of all clients that a builder will build.
	 * @param builder a builder, which is changed
	 */
	public void meterInPlace(WebClient.Builder builder) {
		builder.filters(this::addLast);
	}

	/** Next to the wire, where each request is seen that other filters send. */
	private void addLast(List<ExchangeFilterFunction> filters) {
		filters.removeIf(MeteringFilter.class::isInstance);
		filters.add(this.filter);
	}

}
