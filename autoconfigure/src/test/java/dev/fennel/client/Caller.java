package dev.fennel.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.client.support.RestTemplateAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * A kind of client that gets {@code /{kind}/{id}} of a server, redirects followed and
 * with a time-out.
 */
record Caller(String name, Maker maker) {

	static final String ROUTE = "/{kind}/{id}";

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofMinutes(1);

	static Stream<Caller> all() {
		return Stream
			.of(blocking("JDK", Caller::jdk), blocking("simple", Caller::simple), blocking("Apache", Caller::apache),
					reactive("Netty", Caller::netty), reactive("JDK", Caller::jdkConnector))
			.flatMap(List::stream);
	}

	Api of(HttpClientMetrics metrics, String url) {
		return this.maker.api(metrics, url, LONG);
	}

	/** As {@link #of}, but soon tired of waiting. */
	Api impatient(HttpClientMetrics metrics, String url) {
		return this.maker.api(metrics, url, SHORT);
	}

	@Override
	public String toString() {
		return this.name;
	}

	private static List<Caller> blocking(String library, Function<Duration, ClientHttpRequestFactory> factory) {
		return List.of(
				new Caller("RestClient on " + library,
						(metrics, url,
								timeout) -> (kind, id) -> restClient(metrics, factory.apply(timeout), url).get()
									.uri(ROUTE, kind, id)
									.retrieve()
									.body(String.class)),
				new Caller("RestTemplate on " + library,
						(metrics, url,
								timeout) -> (kind, id) -> restTemplate(metrics, factory.apply(timeout))
									.getForObject(url + ROUTE, String.class, kind, id)),
				new Caller("interface client of RestClient on " + library,
						(metrics, url, timeout) -> api(
								RestClientAdapter.create(restClient(metrics, factory.apply(timeout), url)))),
				new Caller("interface client of RestTemplate on " + library, (metrics, url, timeout) -> {
					RestTemplate template = restTemplate(metrics, factory.apply(timeout));
					template.setUriTemplateHandler(TemplateHandlers.remembering(new DefaultUriBuilderFactory(url)));
					return api(RestTemplateAdapter.create(template));
				}));
	}

	private static List<Caller> reactive(String library, Function<Duration, ClientHttpConnector> connector) {
		return List.of(
				new Caller("WebClient on " + library,
						(metrics, url,
								timeout) -> (kind, id) -> webClient(metrics, connector.apply(timeout), url).get()
									.uri(ROUTE, kind, id)
									.retrieve()
									.bodyToMono(String.class)
									.block()),
				new Caller("interface client of WebClient on " + library, (metrics, url,
						timeout) -> api(WebClientAdapter.create(webClient(metrics, connector.apply(timeout), url)))));
	}

	private static RestClient restClient(HttpClientMetrics metrics, ClientHttpRequestFactory factory, String url) {
		return new MeteredRestClients(metrics).meter(RestClient.builder().baseUrl(url).requestFactory(factory).build());
	}

	private static RestTemplate restTemplate(HttpClientMetrics metrics, ClientHttpRequestFactory factory) {
		return new MeteredRestClients(metrics).meter(new RestTemplate(factory));
	}

	private static WebClient webClient(HttpClientMetrics metrics, ClientHttpConnector connector, String url) {
		return new MeteredWebClients(metrics)
			.meter(WebClient.builder().baseUrl(url).clientConnector(connector).build());
	}

	private static Api api(HttpExchangeAdapter adapter) {
		return HttpServiceProxyFactory.builderFor(adapter).build().createClient(Api.class);
	}

	private static HttpClient jdkClient() {
		return HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NORMAL)
			.version(HttpClient.Version.HTTP_1_1)
			.build();
	}

	private static ClientHttpRequestFactory jdk(Duration timeout) {
		JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(jdkClient());
		factory.setReadTimeout(timeout);
		return factory;
	}

	private static ClientHttpRequestFactory simple(Duration timeout) {
		SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
		factory.setReadTimeout(timeout);
		return factory;
	}

	private static ClientHttpRequestFactory apache(Duration timeout) {
		HttpComponentsClientHttpRequestFactory factory = new HttpComponentsClientHttpRequestFactory();
		factory.setReadTimeout(timeout);
		return factory;
	}

	private static ClientHttpConnector netty(Duration timeout) {
		return new ReactorClientHttpConnector(
				reactor.netty.http.client.HttpClient.create().followRedirect(true).responseTimeout(timeout));
	}

	private static ClientHttpConnector jdkConnector(Duration timeout) {
		JdkClientHttpConnector connector = new JdkClientHttpConnector(jdkClient());
		connector.setReadTimeout(timeout);
		return connector;
	}

	/** Makes a client. */
	@FunctionalInterface
	interface Maker {

		Api api(HttpClientMetrics metrics, String url, Duration timeout);

	}

	/**
	 * What it calls.
	 */
	@FunctionalInterface
	interface Api {

		@GetExchange(ROUTE)
		String get(@PathVariable("kind") String kind, @PathVariable("id") String id);

	}

}
