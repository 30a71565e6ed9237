package dev.fennel.client;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * The body of an answer that does not block, which tells when it was read to its end, was
 * cancelled or broke off.
 */
final class MeteredContent extends FluxOperator<DataBuffer, DataBuffer> {

	private final HttpCall call;

	private volatile boolean read;

	MeteredContent(Flux<DataBuffer> content, HttpCall call) {
		super(content);
		this.call = call;
	}

	boolean isRead() {
		return this.read;
	}

	@Override
	public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
		this.read = true;
		this.source.subscribe(new Reader(actual, this.call));
	}

	private static final class Reader implements CoreSubscriber<DataBuffer>, Subscription {

		private final CoreSubscriber<? super DataBuffer> actual;

		private final HttpCall call;

		private @Nullable Subscription subscription;

		Reader(CoreSubscriber<? super DataBuffer> actual, HttpCall call) {
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
		public void onNext(DataBuffer buffer) {
			this.actual.onNext(buffer);
		}

		@Override
		public void onError(Throwable error) {
			this.call.end();
			this.actual.onError(error);
		}

		@Override
		public void onComplete() {
			this.call.end();
			this.actual.onComplete();
		}

		@Override
		public void cancel() {
			this.call.end();
			Subscription upstream = this.subscription;
			if (upstream != null) {
				upstream.cancel();
			}
		}

	}

}
