package dev.fennel.method;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.context.request.async.DeferredResult;

/**
 * Methods with each type that may end later than it returns, as an interface declares
 * them. Each returns what it is given, and throws where that is nothing.
 */
interface AsyncCalls {

	/** What is thrown where nothing is given. */
	RuntimeException THROWN = new UnsupportedOperationException();

	String value(Callable<String> value) throws Exception;

	CompletableFuture<String> stage(@Nullable CompletableFuture<String> stage);

	Future<String> future(@Nullable Future<String> future);

	Mono<String> mono(@Nullable Mono<String> mono);

	Flux<String> flux(@Nullable Flux<String> flux);

	Callable<String> callable(@Nullable Callable<String> callable);

	DeferredResult<String> deferred(@Nullable DeferredResult<String> deferred);

	Object any(@Nullable Object any);

	/** The calls, measured in every way. */
	@Metered
	class Impl extends Plain {

	}

	/** The calls. */
	class Plain implements AsyncCalls {

		@Override
		public String value(Callable<String> value) throws Exception {
			return value.call();
		}

		@Override
		public CompletableFuture<String> stage(@Nullable CompletableFuture<String> stage) {
			return given(stage);
		}

		@Override
		public Future<String> future(@Nullable Future<String> future) {
			return given(future);
		}

		@Override
		public Mono<String> mono(@Nullable Mono<String> mono) {
			return given(mono);
		}

		@Override
		public Flux<String> flux(@Nullable Flux<String> flux) {
			return given(flux);
		}

		@Override
		public Callable<String> callable(@Nullable Callable<String> callable) {
			return given(callable);
		}

		@Override
		public DeferredResult<String> deferred(@Nullable DeferredResult<String> deferred) {
			return given(deferred);
		}

		@Override
		public Object any(@Nullable Object any) {
			return given(any);
		}

		private static <T> T given(@Nullable T given) {
			if (given == null) {
				throw THROWN;
			}
			return given;
		}

	}

}
