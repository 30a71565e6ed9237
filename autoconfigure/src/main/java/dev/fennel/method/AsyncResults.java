package dev.fennel.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.fennel.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The kinds of results that end later than the call that returned them, those of optional
 * libraries only where these are there. Some of Reactor's are callables too, which they
 * are not for callers, so they come first.
 */
final class AsyncResults implements AutoCloseable {

	private final List<AsyncResult> kinds = new ArrayList<>();

	private final ClassValue<Optional<AsyncResult>> byType = new ClassValue<>() {

		@Override
		protected Optional<AsyncResult> computeValue(Class<?> type) {
			return AsyncResults.this.kinds.stream().filter((kind) -> kind.isFor(type)).findFirst();
		}

	};

	AsyncResults(Failures failures) {
		this.kinds.add(new StageResult());
		this.kinds.add(new FutureResult(failures));
		if (isPresent("reactor.core.publisher.Flux")) {
			this.kinds.add(new MonoResult());
			this.kinds.add(new FluxResult());
		}
		this.kinds.add(new CallableResult());
		if (isPresent("org.springframework.web.context.request.async.DeferredResult")) {
			this.kinds.add(new DeferredResultCalls());
		}
	}

	/** The kind of which objects of a class are, null for one that is there at once. */
	@Nullable AsyncResult of(Class<?> type) {
		return this.byType.get(type).orElse(null);
	}

	/**
	 * Whether calls of a method that declares a type begin only when what it returned is
	 * called or subscribed to.
	 */
	boolean begin(ReturnType declared) {
		return this.kinds.stream().anyMatch((kind) -> kind.begins(declared));
	}

	@Override
	public void close() {
		find(FutureResult.class).ifPresent(FutureResult::close);
	}

	/** One of the kinds by its class. */
	<R extends AsyncResult> Optional<R> find(Class<R> type) {
		return this.kinds.stream().filter(type::isInstance).map(type::cast).findFirst();
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, AsyncResults.class.getClassLoader());
	}

}
