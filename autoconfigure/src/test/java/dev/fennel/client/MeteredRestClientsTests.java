package dev.fennel.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.RequestEntity;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriTemplateHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MeteredRestClientsTests {

	private static final String ORDER = "shop GET /orders/{id} 200";

	private static final ClientHttpRequestInterceptor TWICE = (request, body, execution) -> {
		execution.execute(request, body).close();
		return execution.execute(request, body);
	};

	private final Counts counts = new Counts();

	private final MeteredRestClients clients = this.counts.restClients();

	private final InMemory factory = new InMemory();

	private static String order(RestClient client) {
		return Objects.requireNonNull(client.get().uri("http://shop/orders/{id}", 1).retrieve().body(String.class));
	}

	private static String order(RestTemplate template) {
		return Objects.requireNonNull(template.getForObject("http://shop/orders/{id}", String.class, 1));
	}

	private RestClient plain() {
		return RestClient.builder().requestFactory(this.factory).build();
	}

	@Test
	void clientIsMeasuredOnceHoweverOftenThatIsAskedFor() {
		RestClient client = this.clients.meter(this.clients.meter(plain()));
		assertThat(this.clients.meter(client)).isSameAs(client);
		assertThat(order(client)).isEqualTo("fine");
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 1.0));
		assertThat(this.counts.inProgress()).isZero();
	}

	@Test
	void whatIsMadeOfAMeasuredClientIsMeasuredOnce() {
		RestClient client = this.clients.meter(plain()).mutate().defaultHeader("X-Mutated", "yes").build();
		order(client);
		order(this.clients.meter(client));
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 2.0));
	}

	@Test
	void clientMadeOfATemplateIsMeasuredOnce() {
		RestTemplate template = this.clients.meter(new RestTemplate(this.factory));
		order(RestClient.create(template));
		order(this.clients.meter(RestClient.create(template)));
		template.getInterceptors().add((request, body, execution) -> execution.execute(request, body));
		order(this.clients.meter(RestClient.create(template)));
		order(this.clients.meter(template));
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 4.0));
	}

	@Test
	void factoryThatWrapsAMeasuredOneIsMeasuredOnce() {
		RestTemplate template = this.clients.meter(new RestTemplate(this.factory));
		template.setRequestFactory(new BufferingClientHttpRequestFactory(template.getRequestFactory()));
		order(this.clients.meter(template));
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 1.0));
	}

	@Test
	void builderIsMeasuredWhateverItIsToldAfterwards() {
		RestClient.Builder builder = this.clients.meter(RestClient.builder());
		assertThat(this.clients.meter(builder)).isSameAs(builder);
		RestClient client = builder.defaultHeader("X-A", "b")
			.apply((same) -> assertThat(same).isSameAs(builder))
			.requestFactory(this.factory)
			.build();
		order(client);
		order(builder.clone().build());
		order(this.clients.meter(client));
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 3.0));
		assertThat(builder).isEqualTo(builder).isNotEqualTo(builder.clone()).isNotEqualTo(null);
	}

	@Test
	void builderThatRefusesThrowsWhatItThrew() {
		RestClient.Builder builder = this.clients.meter(RestClient.builder());
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> builder.requestInterceptor(nothing()));
	}

	@SuppressWarnings("NullAway")
	private static <T> T nothing() {
		return (T) null;
	}

	@Test
	void builderThatIsMeasuredInPlaceMeasuresTheFactoryThatItHasOrWouldTake() {
		RestClient.Builder builder = RestClient.builder().requestFactory(this.factory);
		this.clients.meterInPlace(builder);
		this.clients.meterInPlace(builder);
		order(builder.build());
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 1.0));
		RestClient.Builder empty = RestClient.builder();
		this.clients.meterInPlace(empty);
		assertThat(RequestFactories.isMetered(Objects.requireNonNull(HeldFactories.of(empty)))).isTrue();
	}

	@Test
	void factoriesStayOfTheirClassAndCanStillBeSet() {
		RestTemplate template = this.clients.meter(new RestTemplate(this.factory));
		InMemory seen = (InMemory) template.getRequestFactory();
		seen.setPort(7);
		assertThat(seen.getPort()).isEqualTo(7);
		assertThat(this.factory.getPort()).isEqualTo(7);
		assertThat(seen.equals(this.factory)).isTrue();
		assertThat(List.of(new JdkClientHttpRequestFactory(), new SimpleClientHttpRequestFactory()))
			.allSatisfy((each) -> assertThat(RequestFactories.metered(each, this.counts.metrics()))
				.isInstanceOf(each.getClass()));
	}

	@Test
	void factoryThatCannotBeExtendedIsMeasuredToo() {
		ClientHttpRequestFactory lambda = this.factory::createRequest;
		order(this.clients.meter(RestClient.builder().requestFactory(lambda).build()));
		order(this.clients
			.meter(RestClient.builder().requestFactory(new BufferingClientHttpRequestFactory(this.factory)).build()));
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 2.0));
	}

	@Test
	void templateStaysTheSameAndItsHandlersOfTheirClass() {
		RestTemplate template = new RestTemplate(this.factory);
		DefaultUriBuilderFactory handler = new DefaultUriBuilderFactory("http://shop");
		template.setUriTemplateHandler(handler);
		assertThat(this.clients.meter(template)).isSameAs(template);
		DefaultUriBuilderFactory seen = (DefaultUriBuilderFactory) template.getUriTemplateHandler();
		assertThat(seen.hasBaseUri()).isTrue();
		template.setDefaultUriVariables(Map.of("id", "9"));
		assertThat(handler.getDefaultUriVariables()).isEqualTo(Map.of("id", "9"));
		template.getForObject("/orders/{id}", String.class, Map.of());
		assertThat(this.factory.sent).containsExactly(URI.create("http://shop/orders/9"));
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 1.0));
		UriTemplateHandler own = new OwnHandler();
		template.setUriTemplateHandler(own);
		this.clients.meter(template);
		this.clients.meter(template);
		assertThat(template.getUriTemplateHandler()).isInstanceOf(OwnHandler.class);
		template.getForObject("{id}", String.class, 1);
		template.getForObject("{id}", String.class, Map.of("id", 1));
		assertThat(this.counts.requests()).containsEntry("own GET /{id} 200", 2.0);
		assertThat(template.getClientHttpRequestInitializers()).hasSize(1);
	}

	@Test
	void clientMadeOfATemplateHasItsBaseAddress() {
		RestTemplate template = new RestTemplate(this.factory);
		template.setUriTemplateHandler(new DefaultUriBuilderFactory("http://shop/v1"));
		this.clients.meter(template);
		RestClient.create(template).get().uri("/orders/{id}", 1).retrieve().toBodilessEntity();
		assertThat(this.counts.requests()).isEqualTo(Map.of("shop GET /v1/orders/{id} 200", 1.0));
	}

	@Test
	void eachRequestThatAnInterceptorSendsCountsUnderTheTemplate() {
		RestTemplate template = new RestTemplate(this.factory);
		template.getInterceptors().add(TWICE);
		order(this.clients.meter(template));
		order(this.clients.meter(RestClient.builder().requestFactory(this.factory).requestInterceptor(TWICE).build()));
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 4.0));
	}

	@Test
	void interceptorThatSendsToAnotherHostKeepsTheTemplate() {
		RestTemplate template = new RestTemplate(this.factory);
		template.getInterceptors().add((request, body, execution) -> execution.execute(elsewhere(request), body));
		order(this.clients.meter(template));
		assertThat(this.counts.requests()).isEqualTo(Map.of("elsewhere GET /orders/{id} 200", 1.0));
	}

	private static HttpRequest elsewhere(HttpRequest request) {
		return new HttpRequestWrapper(request) {

			@Override
			public URI getURI() {
				return URI.create("http://elsewhere/1");
			}

		};
	}

	@Test
	void addressesThatWereMadeOtherwiseAreUnmatched() {
		RestClient client = this.clients.meter(plain());
		client.get().uri(URI.create("http://shop/orders/1")).retrieve().toBodilessEntity();
		client.get()
			.uri((builder) -> builder.scheme("http").host("shop").path("/orders/1").build())
			.retrieve()
			.toBodilessEntity();
		RestTemplate template = this.clients.meter(new RestTemplate(this.factory));
		template.getForObject(URI.create("http://shop/orders/1"), String.class);
		template.getUriTemplateHandler().expand("http://shop/orders/{id}", 1);
		template.getForObject(URI.create("http://shop/orders/1"), String.class);
		template.exchange(RequestEntity.get(URI.create("http://shop/orders/1")).build(), String.class);
		assertThat(this.counts.requests()).isEqualTo(Map.of("shop GET unmatched 200", 5.0));
		template.exchange(RequestEntity.get("http://shop/orders/{id}", 1).build(), String.class);
		assertThat(this.counts.requests()).containsEntry(ORDER, 1.0);
	}

	@Test
	void whatFailsWithoutAnAnswerIsThrownAsItIs() {
		RestClient client = this.clients.meter(plain());
		IllegalStateException failure = new IllegalStateException("no");
		this.factory.fail(failure);
		assertThatIllegalStateException().isThrownBy(() -> order(client)).isSameAs(failure);
		AssertionError error = new AssertionError("no");
		this.factory.fail(error);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> order(client)).isSameAs(error);
		this.factory.fail(new IOException("no"));
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> order(client));
		assertThat(this.counts.requests()).isEqualTo(Map.of("shop GET /orders/{id} IO_ERROR", 3.0));
		assertThat(this.counts.inProgress()).isZero();
	}

	@Test
	void answerThatIsNotClosedEndsWhereItWasReadToItsEnd() throws IOException {
		RestClient client = this.clients.meter(plain());
		InputStream body = Objects.requireNonNull(client.get()
			.uri("http://shop/orders/{id}", 1)
			.exchange((request, response) -> response.getBody(), false));
		assertThat(this.counts.total()).isZero();
		assertThat(this.counts.inProgress()).isEqualTo(1);
		assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("fine");
		assertThat(this.counts.inProgress()).isZero();
		body.close();
		assertThat(this.counts.requests()).isEqualTo(Map.of(ORDER, 1.0));
	}

	@Test
	void answerEndsWhereItIsClosed() throws IOException {
		ClientHttpRequest request = RequestFactories.metered(this.factory, this.counts.metrics())
			.createRequest(URI.create("http://shop/"), HttpMethod.valueOf("PURGE"));
		request.execute().close();
		assertThat(this.counts.requests()).isEqualTo(Map.of("shop other unmatched 200", 1.0));
		assertThat(this.counts.inProgress()).isZero();
	}

	@Test
	void bodiesAreStreamedWhereTheyWereAndOnlyThere() throws IOException {
		assertThat(created(new JdkClientHttpRequestFactory())).isInstanceOf(StreamingHttpOutputMessage.class);
		assertThat(created(new SimpleClientHttpRequestFactory())).isInstanceOf(StreamingHttpOutputMessage.class);
		assertThat(created(this.factory)).isNotInstanceOf(StreamingHttpOutputMessage.class);
	}

	private ClientHttpRequest created(ClientHttpRequestFactory from) throws IOException {
		return RequestFactories.metered(from, this.counts.metrics())
			.createRequest(URI.create("http://shop/"), HttpMethod.POST);
	}

	@Test
	void requestIsWhatTheFactoryMade() throws IOException {
		ClientHttpRequest request = created(this.factory);
		request.getHeaders().add("X-A", "b");
		request.getAttributes().put("a", "b");
		assertThat(request.getMethod()).isEqualTo(HttpMethod.POST);
		assertThat(request.getURI()).isEqualTo(URI.create("http://shop/"));
		assertThat(request.getBody()).isNotNull();
		assertThat(request.getAttributes()).containsEntry("a", "b");
		assertThat(request.getHeaders().getFirst("X-A")).isEqualTo("b");
	}

	@Test
	void requestThatTellsNothingIsSentAllTheSame() throws IOException {
		ClientHttpRequest odd = Mockito.mock(ClientHttpRequest.class);
		ClientHttpResponse answer = Mockito.mock(ClientHttpResponse.class);
		Mockito.when(answer.getStatusCode()).thenReturn(HttpStatus.OK);
		Mockito.when(odd.execute()).thenReturn(answer);
		Mockito.when(odd.getURI()).thenThrow(new UnsupportedOperationException());
		Mockito.when(odd.getAttributes()).thenThrow(new UnsupportedOperationException());
		RestTemplate template = this.clients.meter(new RestTemplate((uri, method) -> odd));
		template.execute("http://shop/orders/{id}", HttpMethod.GET, null, (response) -> {
			assertThat(response).isSameAs(answer);
			return null;
		}, 1);
		assertThat(this.counts.failures()).isEqualTo(3);
		assertThat(this.counts.total()).isZero();
	}

	@Test
	void answerWhoseStatusCannotBeReadIsAnError() throws IOException {
		ClientHttpResponse odd = Mockito.mock(ClientHttpResponse.class);
		Mockito.when(odd.getStatusCode()).thenThrow(new IOException("no"));
		HttpCall call = Objects.requireNonNull(this.counts.metrics().sent(URI.create("http://shop/"), "GET", null));
		MeteredResponse.of(odd, call).close();
		assertThat(this.counts.requests()).isEqualTo(Map.of("shop GET unmatched IO_ERROR", 1.0));
	}

	@Test
	void clientThatCannotBeMeasuredStaysAsItIs() {
		RestClient own = Mockito.mock(RestClient.class);
		assertThat(this.clients.meter(own)).isSameAs(own);
		assertThat(this.counts.failures()).isEqualTo(1);
		RestTemplate mock = Mockito.mock(RestTemplate.class);
		assertThat(this.clients.meter(mock)).isSameAs(mock);
		assertThat(this.counts.failures()).isEqualTo(1);
	}

	@Test
	void seriesAreBoundedWhateverHostsAndTemplatesThereAre() {
		Counts few = new Counts(3);
		RestClient client = few.restClients().meter(plain());
		for (int i = 0; i < 50; i++) {
			client.get().uri("http://shop" + i + "/orders/" + i).retrieve().toBodilessEntity();
		}
		assertThat(few.requests()).hasSize(4).containsEntry("__other__ GET __other__ 200", 47.0);
		assertThat(few.total()).isEqualTo(50);
		assertThat(few.inProgress()).isZero();
	}

	/** Expands in a way of its own. */
	static class OwnHandler implements UriTemplateHandler {

		@Override
		public URI expand(String uriTemplate, Map<String, ?> uriVariables) {
			return URI.create("http://own/" + uriVariables.get("id"));
		}

		@Override
		public URI expand(String uriTemplate, Object... uriVariables) {
			return URI.create("http://own/" + uriVariables[0]);
		}

	}

}
