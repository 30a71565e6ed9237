package dev.fennel.method;

import java.lang.ref.Cleaner;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;

/**
 * The calls that returned a {@link DeferredResult}. Its own call-backs have room for one
 * each, which is the application's, so the calls hear of its end from Spring MVC. What it
 * sets itself at a timeout or an error it tells like any other result.
 *
 * @since 0.1.0
 */
public final class DeferredResultCalls implements AsyncResult, DeferredResultProcessingInterceptor {

	private final Map<DeferredResult<?>, List<Waiting>> calls = Collections.synchronizedMap(new WeakHashMap<>());

	/** Has a thread, and so is made only where it is needed. */
	private @Nullable Cleaner cleaner;

	DeferredResultCalls() {
	}

	/**
	 * Returns the one that knows the calls of some methods.
	 * @param metrics the metrics of the methods
	 * @return what is to be registered with Spring MVC
	 */
	public static DeferredResultCalls of(MethodMetrics metrics) {
		return metrics.results().find(DeferredResultCalls.class).orElseThrow();
	}

	@Override
	public boolean isFor(Class<?> type) {
		return DeferredResult.class.isAssignableFrom(type);
	}

	@Override
	public Object follow(Object returned, MethodCall call, ReturnType declared) {
		call.settle();
		this.calls.computeIfAbsent((DeferredResult<?>) returned, (key) -> new CopyOnWriteArrayList<>())
			.add(new Waiting(call, cleaner().register(returned, call::cancelled)));
		return returned;
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, DeferredResult<T> deferredResult,
			@Nullable Object concurrentResult) {
		for (Waiting waiting : this.calls.getOrDefault(deferredResult, List.of())) {
			if (concurrentResult instanceof Throwable failure) {
				waiting.call().failed(failure);
			}
			else {
				waiting.call().succeeded(concurrentResult);
			}
		}
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> deferredResult) {
		List<Waiting> waiting = this.calls.remove(deferredResult);
		if (waiting != null) {
			waiting.forEach((each) -> each.cancellation().clean());
		}
	}

	private synchronized Cleaner cleaner() {
		Cleaner existing = this.cleaner;
		Cleaner current = (existing != null) ? existing : Cleaner.create();
		this.cleaner = current;
		return current;
	}

	/**
	 * A call that waits for its end.
	 *
	 * @param call the call
	 * @param cancellation ends it if nothing else has, at the latest when the result is
	 * garbage
	 */
	private record Waiting(MethodCall call, Cleaner.Cleanable cancellation) {
	}

}
