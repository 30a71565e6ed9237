package dev.fennel.client;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * A request that does not block, measured at each subscription.
 */
final class MeteredExchange extends MonoOperator<ClientResponse, ClientResponse> {

	private final Supplier<@Nullable HttpCall> sent;

	MeteredExchange(Mono<ClientResponse> exchange, Supplier<@Nullable HttpCall> sent) {
		super(exchange);
		this.sent = sent;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ClientResponse> actual) {
		HttpCall call = this.sent.get();
		this.source.subscribe((call != null) ? new Exchange(actual, call) : actual);
	}

	private static final class Exchange implements CoreSubscriber<ClientResponse>, Subscription {

		private final CoreSubscriber<? super ClientResponse> actual;

		private final HttpCall call;

		private @Nullable Subscription subscription;

		private volatile @Nullable MeteredContent content;

		Exchange(CoreSubscriber<? super ClientResponse> actual, HttpCall call) {
			this.actual = actual;
			this.call = call;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void request(long count) {
			Subscription upstream = this.subscription;
			if (upstream != null) {
				upstream.request(count);
			}
		}

		@Override
		public void onNext(ClientResponse response) {
			this.actual.onNext(metered(response));
		}

		@Override
		public void onError(Throwable error) {
			this.call.end();
			this.actual.onError(error);
		}

		@Override
		public void onComplete() {
			if (!this.call.isAnswered()) {
				this.call.end();
			}
			this.actual.onComplete();
		}

		private ClientResponse metered(ClientResponse response) {
			try {
				this.call.answered(response.statusCode().value());
				MeteredContent metered = new MeteredContent(response.body(BodyExtractors.toDataBuffers()), this.call);
				ClientResponse result = response.mutate().body((body) -> metered).build();
				this.content = metered;
				return result;
			}
			catch (Throwable ex) {
				this.call.fail("measure an answer", ex);
				return response;
			}
		}

		/** Nobody will read an answer that was not being read when this came. */
		@Override
		public void cancel() {
			MeteredContent answer = this.content;
			if (answer == null || !answer.isRead()) {
				this.call.end();
			}
			Subscription upstream = this.subscription;
			if (upstream != null) {
				upstream.cancel();
			}
		}

	}

}
