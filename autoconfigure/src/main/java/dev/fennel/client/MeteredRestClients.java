package dev.fennel.client;

import java.util.List;
import java.util.function.UnaryOperator;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInitializer;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Measures clients that block. Beans are measured without being asked; this is for those
 * that are no beans and come from no builder that is one. What is measured already stays
 * as it is, and what cannot be measured too.
 *
 * @since 0.1.0
 */
public final class MeteredRestClients implements AopInfrastructureBean {

	private final HttpClientMetrics metrics;

	/**
	 * Creates what measures clients.
	 * @param metrics where requests are counted
	 */
	public MeteredRestClients(HttpClientMetrics metrics) {
		this.metrics = metrics;
	}

	/**
	 * Measures the requests of a client.
	 * @param client a client
	 * @return a copy that is measured
	 */
	public RestClient meter(RestClient client) {
		return guard(client, (target) -> {
			ClientHttpRequestFactory factory = HeldFactories.of(target);
			return (factory == null || RequestFactories.isMetered(factory)) ? target
					: target.mutate().requestFactory(RequestFactories.metered(factory, this.metrics)).build();
		});
	}

	/**
	 * Measures the requests of all clients that a builder will build, whatever it is told
	 * before.
	 * @param builder a builder
	 * @return what leads to the builder
	 */
	public RestClient.Builder meter(RestClient.Builder builder) {
		return MeteredBuilder.of(RestClient.Builder.class, builder, (target) -> meter(target.build()));
	}

	/**
	 * Measures the requests of a template, which stays the same object.
	 * @param <T> the type of the template
	 * @param template a template
	 * @return the template
	 */
	public <T extends RestTemplate> T meter(T template) {
		return guard(template, this::meterInPlace);
	}

	/**
	 * Measures the requests of clients that a builder will build, unless it is given
	 * another request factory before.
	 * @param builder a builder, which is changed
	 */
	public void meterInPlace(RestClient.Builder builder) {
		guard(builder, (target) -> {
			ClientHttpRequestFactory set = HeldFactories.of(target);
			ClientHttpRequestFactory factory = (set != null) ? set : HeldFactories.of(target.clone().build());
			return (factory == null || RequestFactories.isMetered(factory)) ? target
					: target.requestFactory(RequestFactories.metered(factory, this.metrics));
		});
	}

	private <T extends RestTemplate> T meterInPlace(T template) {
		ClientHttpRequestFactory factory = HeldFactories.of(template);
		if (factory == null) {
			return template;
		}
		if (!RequestFactories.isMetered(factory)) {
			template.setRequestFactory(RequestFactories.metered(factory, this.metrics));
		}
		template.setUriTemplateHandler(TemplateHandlers.remembering(template.getUriTemplateHandler()));
		List<ClientHttpRequestInitializer> initializers = template.getClientHttpRequestInitializers();
		if (initializers.stream().noneMatch(TemplateMarker.class::isInstance)) {
			initializers.add(new TemplateMarker(this.metrics.failures()));
		}
		return template;
	}

	private <T> T guard(T target, UnaryOperator<T> metering) {
		try {
			return metering.apply(target);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure a client that blocks", ex);
			return target;
		}
	}

}
