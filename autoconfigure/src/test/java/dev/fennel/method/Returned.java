package dev.fennel.method;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.web.context.request.async.DeferredResult;

/**
 * The types of what a call returns that ends later: how one is made, begins and ends.
 */
enum Returned {

	STAGE((calls, given) -> calls.stage(cast(given)), true) {

		@Override
		Object make(Ending ending) {
			return new CompletableFuture<String>();
		}

		@Override
		void finish(Object made, Object returned, Ending ending) throws Exception {
			CompletableFuture<String> stage = cast(made);
			switch (ending) {
				case SUCCESS -> stage.complete("done");
				case FAILURE -> stage.completeExceptionally(new IllegalStateException());
				case CANCELLED -> Returned.<Future<?>>cast(returned).cancel(true);
				case TIMEOUT -> {
					stage.orTimeout(1, TimeUnit.MILLISECONDS);
					stage.handle((value, failure) -> null).get(5, TimeUnit.SECONDS);
				}
			}
		}

	},

	FUTURE((calls, given) -> calls.future(cast(given)), true) {

		@Override
		Object make(Ending ending) {
			return new FutureTask<>(body(ending));
		}

		@Override
		void finish(Object made, Object returned, Ending ending) throws Exception {
			Future<String> future = cast(returned);
			if (ending == Ending.CANCELLED) {
				future.cancel(true);
				return;
			}
			((FutureTask<?>) made).run();
			try {
				future.get();
			}
			catch (ExecutionException ex) {
				// counted
			}
		}

	},

	MONO((calls, given) -> calls.mono(cast(given)), false) {

		@Override
		Object make(Ending ending) {
			return (ending == Ending.CANCELLED) ? Mono.never() : Mono.fromCallable(body(ending));
		}

		@Override
		void finish(Object made, Object returned, Ending ending) {
			Disposable subscription = Returned.<Mono<String>>cast(returned).onErrorComplete().subscribe();
			subscription.dispose();
		}

	},

	FLUX((calls, given) -> calls.flux(cast(given)), false) {

		@Override
		Object make(Ending ending) {
			Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
			sink.tryEmitNext("first");
			switch (ending) {
				case SUCCESS -> sink.tryEmitComplete();
				case FAILURE -> sink.tryEmitError(new IllegalStateException());
				case TIMEOUT -> sink.tryEmitError(new java.util.concurrent.TimeoutException());
				case CANCELLED -> sink.tryEmitNext("second");
			}
			return sink.asFlux().hide();
		}

		@Override
		void finish(Object made, Object returned, Ending ending) {
			Flux<String> flux = cast(returned);
			((ending == Ending.CANCELLED) ? flux.take(1) : flux.onErrorComplete()).blockLast();
		}

	},

	CALLABLE((calls, given) -> calls.callable(cast(given)), false) {

		@Override
		Object make(Ending ending) {
			return body(ending);
		}

		@Override
		void finish(Object made, Object returned, Ending ending) {
			try {
				Returned.<Callable<String>>cast(returned).call();
			}
			catch (Exception ex) {
				// counted
			}
		}

	},

	DEFERRED((calls, given) -> calls.deferred(cast(given)), true) {

		@Override
		Object make(Ending ending) {
			return new DeferredResult<String>();
		}

		@Override
		void finish(Object made, Object returned, Ending ending) {
			throw new UnsupportedOperationException("Spring MVC does");
		}

	};

	private final BiFunction<AsyncCalls, @Nullable Object, Object> call;

	private final boolean begun;

	Returned(BiFunction<AsyncCalls, @Nullable Object, Object> call, boolean begun) {
		this.call = call;
		this.begun = begun;
	}

	abstract Object make(Ending ending);

	abstract void finish(Object made, Object returned, Ending ending) throws Exception;

	/** Whether the call goes on when it has returned, or begins only then. */
	boolean isBegun() {
		return this.begun;
	}

	Object call(AsyncCalls calls, @Nullable Object given) {
		return this.call.apply(calls, given);
	}

	static Callable<String> body(Ending ending) {
		return () -> switch (ending) {
			case SUCCESS -> "done";
			case FAILURE -> throw new IllegalStateException();
			case CANCELLED -> throw new CancellationException();
			case TIMEOUT -> throw new java.util.concurrent.TimeoutException();
		};
	}

	@SuppressWarnings("unchecked")
	private static <T> T cast(@Nullable Object object) {
		return (T) object;
	}

	/** The ways in which a call ends. */
	enum Ending {

		SUCCESS("success", "none"), FAILURE("failure", "IllegalStateException"), CANCELLED("cancelled", "none"),
		TIMEOUT("failure", "TimeoutException");

		private final String result;

		private final String exception;

		Ending(String result, String exception) {
			this.result = result;
			this.exception = exception;
		}

		String result() {
			return this.result;
		}

		String exception() {
			return this.exception;
		}

	}

}
