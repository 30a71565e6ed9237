package dev.fennel.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Calls an application's loader that goes on after it has returned, and takes its time.
 *
 * @param <T> the type of the value
 */
final class AsyncLoader<T extends @Nullable Object> extends Load implements Supplier<CompletableFuture<T>> {

	private final Supplier<CompletableFuture<T>> target;

	private volatile @Nullable CompletableFuture<T> future;

	AsyncLoader(Supplier<CompletableFuture<T>> target, CacheSeries series) {
		super(series);
		this.target = target;
	}

	@Override
	public CompletableFuture<T> get() {
		begin();
		CompletableFuture<T> loading;
		try {
			loading = this.target.get();
		}
		catch (Throwable ex) {
			fail();
			throw ex;
		}
		this.future = loading;
		series().follow(loading, (value, error) -> end());
		return loading;
	}

	/** Those who wait for it may hear of its end before this does. */
	@Override
	boolean hasFailed() {
		CompletableFuture<T> loading = this.future;
		return super.hasFailed() || (loading != null && loading.isCompletedExceptionally());
	}

}
