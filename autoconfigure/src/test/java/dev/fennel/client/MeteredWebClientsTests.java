package dev.fennel.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.fennel.testing.UnsteadyServer;
import dev.fennel.testing.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MeteredWebClientsTests {

	private static final String ROUTE = "127.0.0.1 GET /{kind}/{id} ";

	private static UnsteadyServer server;

	private final Counts counts = new Counts();

	private final MeteredWebClients clients = this.counts.webClients();

	@BeforeAll
	static void start() throws IOException {
		server = new UnsteadyServer();
	}

	@AfterAll
	static void stop() throws IOException {
		server.close();
	}

	private WebClient client() {
		return this.clients.meter(WebClient.create(server.url()));
	}

	private WebClient answering(ExchangeFunction exchange) {
		return this.clients.meter(WebClient.builder().exchangeFunction(exchange).build());
	}

	private static WebClient.ResponseSpec get(WebClient client, String kind) {
		return client.get().uri("/{kind}/{id}", kind, 1).retrieve();
	}

	private void untilNothingIsInProgress() {
		Waiting.until(() -> this.counts.inProgress() == 0);
	}

	@Test
	void clientIsMeasuredOnceHoweverOftenThatIsAskedFor() {
		WebClient client = this.clients.meter(client()).mutate().defaultHeader("X-A", "b").build();
		assertThat(get(client, "ok").bodyToMono(String.class).block()).isEqualTo("fine");
		assertThat(this.counts.requests()).isEqualTo(Map.of(ROUTE + "200", 1.0));
	}

	@Test
	void clientGoesOnThroughTheConnectorThatItHas() {
		WebClient client = WebClient.create(server.url());
		assertThat(HeldConnectors.of(client)).isNotNull().isSameAs(HeldConnectors.of(this.clients.meter(client)));
	}

	@Test
	void builderIsMeasuredWhateverItIsToldAfterwards() {
		WebClient.Builder builder = this.clients.meter(WebClient.builder());
		ExchangeFilterFunction twice = (request, next) -> next.exchange(request)
			.flatMap((response) -> response.releaseBody().then(next.exchange(request)));
		WebClient client = builder.baseUrl(server.url()).filter(twice).build();
		get(client, "ok").toBodilessEntity().block();
		get(builder.clone().build(), "ok").toBodilessEntity().block();
		this.clients.meterInPlace(builder);
		get(builder.build(), "ok").toBodilessEntity().block();
		assertThat(this.counts.requests()).isEqualTo(Map.of(ROUTE + "200", 6.0));
	}

	@Test
	void whatNobodySubscribesToIsNoRequest() {
		Mono<String> never = get(client(), "ok").bodyToMono(String.class);
		assertThat(never).isNotNull();
		assertThat(this.counts.page().text()).doesNotContain("http_client_requests_in_progress{");
	}

	@Test
	void eachSubscriptionIsARequest() {
		Mono<String> broken = get(client(), "broken").bodyToMono(String.class).retry(2);
		assertThatException().isThrownBy(broken::block);
		untilNothingIsInProgress();
		assertThat(this.counts.requests()).isEqualTo(Map.of(ROUTE + "500", 3.0));
	}

	@Test
	void cancellingBeforeTheAnswerIsAnError() {
		int before = asked("hang");
		Disposable subscription = get(client(), "hang").bodyToMono(String.class).subscribe();
		Waiting.until(() -> asked("hang") > before);
		assertThat(this.counts.inProgress()).isEqualTo(1);
		subscription.dispose();
		assertThat(this.counts.inProgress()).isZero();
		assertThat(this.counts.requests()).isEqualTo(Map.of(ROUTE + "IO_ERROR", 1.0));
	}

	@Test
	void timeOutOfTheSubscriberIsAnError() {
		assertThatException()
			.isThrownBy(() -> get(client(), "hang").bodyToMono(String.class).timeout(Duration.ofMillis(50)).block());
		untilNothingIsInProgress();
		assertThat(this.counts.requests()).isEqualTo(Map.of(ROUTE + "IO_ERROR", 1.0));
	}

	@Test
	void cancellingWhileTheAnswerIsReadCountsUnderItsStatus() {
		Flux<DataBuffer> endless = get(client(), "stream").bodyToFlux(DataBuffer.class)
			.doOnNext(DataBufferUtils::release);
		assertThat(endless.take(3).count().block()).isEqualTo(3);
		untilNothingIsInProgress();
		assertThat(this.counts.requests()).isEqualTo(Map.of(ROUTE + "200", 1.0));
	}

	@Test
	void answerIsInProgressUntilItsBodyIsRead() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		WebClient client = answering(
				(request) -> Mono.just(ClientResponse.create(HttpStatus.ACCEPTED).body(body.asFlux()).build()));
		Mono<Void> done = client.get().uri("http://shop/").exchangeToMono((response) -> response.releaseBody()).cache();
		Disposable subscription = done.subscribe();
		assertThat(this.counts.inProgress()).isEqualTo(1);
		body.tryEmitComplete();
		assertThat(subscription.isDisposed()).isTrue();
		assertThat(this.counts.inProgress()).isZero();
		assertThat(this.counts.requests()).isEqualTo(Map.of("shop GET / 202", 1.0));
	}

	@Test
	void answerThatIsCancelledBeforeItIsReadEnds() {
		ClientResponse response = ClientResponse.create(HttpStatus.OK).body("fine").build();
		BaseSubscriber<ClientResponse> subscriber = new BaseSubscriber<>() {
		};
		new MeteringFilter(this.counts.metrics())
			.filter(ClientRequest.create(HttpMethod.GET, URI.create("http://shop/")).build(),
					(request) -> Mono.fromDirect(Flux.concat(Mono.just(response), Mono.never())))
			.subscribe(subscriber);
		assertThat(this.counts.inProgress()).isEqualTo(1);
		subscriber.cancel();
		assertThat(this.counts.inProgress()).isZero();
		assertThat(this.counts.requests()).isEqualTo(Map.of("shop GET unmatched 200", 1.0));
	}

	@Test
	void answersThatNobodyReadsEnd() {
		HttpStatusCode status = client().get()
			.uri("/{kind}/{id}", "ok", 1)
			.exchangeToMono((response) -> Mono.just(response.statusCode()))
			.block();
		assertThat(status).isEqualTo(HttpStatus.OK);
		assertThatException().isThrownBy(() -> client().get()
			.uri("/{kind}/{id}", "ok", 1)
			.exchangeToMono((response) -> Mono.error(new IllegalStateException()))
			.block());
		untilNothingIsInProgress();
		assertThat(this.counts.requests()).isEqualTo(Map.of(ROUTE + "200", 2.0));
	}

	@Test
	void addressesThatWereMadeOtherwiseAreUnmatched() {
		client().get().uri(URI.create(server.url() + "/ok/1")).retrieve().toBodilessEntity().block();
		client().get().uri((builder) -> builder.path("/ok/1").build()).retrieve().toBodilessEntity().block();
		assertThat(this.counts.requests()).isEqualTo(Map.of("127.0.0.1 GET unmatched 200", 2.0));
	}

	@Test
	void whatFailsWithoutAnAnswerIsThrownAsItIs() {
		IllegalStateException failure = new IllegalStateException("no");
		assertThatIllegalStateException()
			.isThrownBy(() -> get(answering((request) -> Mono.error(failure)), "x").toBodilessEntity().block())
			.withMessage("no");
		assertThatIllegalStateException()
			.isThrownBy(() -> get(answering((request) -> Mono.empty()), "x").toBodilessEntity().block());
		assertThat(this.counts.requests()).isEqualTo(Map.of("GET /{kind}/{id} IO_ERROR", 2.0));
		assertThat(this.counts.inProgress()).isZero();
	}

	@Test
	void answerIsWhatItWas() {
		List<ClientRequest> requests = new ArrayList<>();
		WebClient client = answering((request) -> {
			requests.add(request);
			return Mono.deferContextual((context) -> Mono.just(ClientResponse.create(HttpStatus.OK)
				.header("X-A", context.<String>get("a"))
				.cookie("c", "d")
				.body("fine")
				.build()));
		});
		ResponseEntity<String> answer = Objects
			.requireNonNull(client.get().uri("http://shop/").exchangeToMono((response) -> {
				assertThat(response.cookies()).containsKey("c");
				return response.toEntity(String.class);
			}).contextWrite((context) -> context.put("a", "b")).block());
		assertThat(answer.getHeaders().get("X-A")).containsExactly("b");
		assertThat(answer.getBody()).isEqualTo("fine");
		assertThat(requests).hasSize(1);
	}

	@Test
	void clientsAndAnswersThatCannotBeMeasuredStayAsTheyAre() {
		WebClient own = Mockito.mock(WebClient.class);
		assertThat(this.clients.meter(own)).isSameAs(own);
		ClientResponse odd = Mockito.mock(ClientResponse.class);
		ClientResponse seen = new MeteringFilter(this.counts.metrics())
			.filter(ClientRequest.create(HttpMethod.GET, URI.create("http://shop/")).build(),
					(request) -> Mono.just(odd))
			.block();
		assertThat(seen).isSameAs(odd);
		assertThat(this.counts.failures()).isEqualTo(2);
		assertThat(this.counts.inProgress()).isZero();
	}

	@Test
	void cancellingWhileTheAnswerComesEndsEachRequestOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int i = 0; i < 5000; i++) {
				Sinks.One<ClientResponse> answer = Sinks.one();
				WebClient client = answering((request) -> answer.asMono());
				Disposable subscription = get(client, "x").bodyToMono(String.class).subscribe();
				Future<?> cancelled = threads.submit(subscription::dispose);
				Future<?> answered = threads
					.submit(() -> answer.tryEmitValue(ClientResponse.create(HttpStatus.OK).body("fine").build()));
				cancelled.get();
				answered.get();
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(this.counts.inProgress()).isZero();
		assertThat(this.counts.total()).isEqualTo(5000);
	}

	private static int asked(String kind) {
		AtomicInteger asked = server.asked().get(kind);
		return (asked != null) ? asked.get() : 0;
	}

}
