package dev.fennel.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.fennel.ErrorNames;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

/**
 * Measures a cache. Values, exceptions and futures are those of the cache itself.
 */
final class MeteredCache implements MeasuredCache {

	private final Cache target;

	private final CacheSeries series;

	private final boolean wrapsEachValue;

	private final boolean inProcess;

	MeteredCache(Cache target, CacheSeries series) {
		this.target = target;
		this.series = series;
		this.wrapsEachValue = ValueWrappers.areGivenFor(target.getClass());
		this.inProcess = CacheEntries.isKnown(target);
	}

	@Override
	public MeteredCache metered() {
		return this;
	}

	Cache target() {
		return this.target;
	}

	@Override
	public String getName() {
		return this.target.getName();
	}

	@Override
	public Object getNativeCache() {
		return this.target.getNativeCache();
	}

	@Override
	public @Nullable ValueWrapper get(Object key) {
		long start = this.series.start();
		ValueWrapper value;
		try {
			value = this.target.get(key);
		}
		catch (Throwable ex) {
			this.series.getFailed(start, ex);
			throw ex;
		}
		this.series.got(start, value != null);
		return value;
	}

	@Override
	public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
		long start = this.series.start();
		ValueWrapper wrapper = null;
		T value;
		try {
			wrapper = this.wrapsEachValue ? this.target.get(key) : null;
			value = this.wrapsEachValue ? unwrap(wrapper, key, type) : this.target.get(key, type);
		}
		catch (Throwable ex) {
			this.series.getFailed(start, ex);
			throw ex;
		}
		this.series.got(start, wrapper != null || value != null);
		return value;
	}

	/** The cache itself says so where the value is of another type. */
	@SuppressWarnings("unchecked")
	private <T> @Nullable T unwrap(@Nullable ValueWrapper wrapper, Object key, @Nullable Class<T> type) {
		Object value = (wrapper != null) ? wrapper.get() : null;
		return (value == null || type == null || type.isInstance(value)) ? (T) value : this.target.get(key, type);
	}

	@Override
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		Loader<T> loader = new Loader<>(valueLoader, this.series);
		long start = this.series.start();
		T value;
		try {
			value = this.target.get(key, loader);
		}
		catch (Throwable ex) {
			loadFailed(start, loader, ex, !loader.wasCalled() && ex instanceof ValueRetrievalException);
			throw ex;
		}
		this.series.got(start + loader.nanos(), !loader.wasCalled());
		return value;
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		long start = this.series.start();
		CompletableFuture<?> future;
		try {
			future = this.target.retrieve(key);
		}
		catch (Throwable ex) {
			this.series.getFailed(start, ex);
			throw ex;
		}
		if (future == null) {
			this.series.got(start, false);
		}
		else {
			this.series.follow(future, (value, error) -> retrieved(start, value, error));
		}
		return future;
	}

	@Override
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		AsyncLoader<T> loader = new AsyncLoader<>(valueLoader, this.series);
		long start = this.series.start();
		CompletableFuture<T> future;
		try {
			future = this.target.retrieve(key, loader);
		}
		catch (Throwable ex) {
			loadFailed(start, loader, ex, false);
			throw ex;
		}
		this.series.follow(future, (value, error) -> loaded(start, loader, error));
		return future;
	}

	private void retrieved(long start, @Nullable Object value, @Nullable Throwable error) {
		if (error == null) {
			this.series.got(start, value != null);
		}
		else if (!isCancelled(error)) {
			failed(start, error, this.inProcess);
		}
	}

	private void loaded(long start, AsyncLoader<?> loader, @Nullable Throwable error) {
		if (error == null || (loader.wasCalled() && isCancelled(error))) {
			this.series.got(start + loader.nanos(), !loader.wasCalled());
		}
		else if (!isCancelled(error)) {
			loadFailed(start, loader, error, this.inProcess && !loader.wasCalled());
		}
	}

	private void loadFailed(long start, Load load, Throwable error, boolean ofAnother) {
		failed(start + load.nanos(), error, load.hasFailed() || ofAnother);
	}

	/**
	 * Tells what failed.
	 * @param loader whether it was a loader, also that of another who waits for the same
	 * value; there was none then
	 */
	private void failed(long start, Throwable error, boolean loader) {
		if (loader) {
			this.series.got(start, false);
		}
		else {
			this.series.getFailed(start, ErrorNames.cause(error));
		}
	}

	/** What is cancelled before it has come to anything is no get. */
	private static boolean isCancelled(Throwable error) {
		return ErrorNames.cause(error) instanceof CancellationException;
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		long start = this.series.start();
		try {
			this.target.put(key, value);
		}
		catch (Throwable ex) {
			this.series.puts().failed(start, ex);
			throw ex;
		}
		this.series.puts().done(start, true);
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		long start = this.series.start();
		ValueWrapper existing;
		try {
			existing = this.target.putIfAbsent(key, value);
		}
		catch (Throwable ex) {
			this.series.puts().failed(start, ex);
			throw ex;
		}
		this.series.puts().done(start, existing == null);
		return existing;
	}

	@Override
	public void evict(Object key) {
		drop(this.series.evictions(), () -> {
			this.target.evict(key);
			return true;
		});
	}

	@Override
	public boolean evictIfPresent(Object key) {
		return drop(this.series.evictions(), () -> this.target.evictIfPresent(key));
	}

	@Override
	public void clear() {
		clear(this.target::clear);
	}

	/** Clears in a way that only some caches have. */
	void clear(Runnable clearing) {
		drop(this.series.clears(), () -> {
			clearing.run();
			return true;
		});
	}

	@Override
	public boolean invalidate() {
		return drop(this.series.clears(), this.target::invalidate);
	}

	private boolean drop(OperationSeries operation, BooleanSupplier call) {
		long start = this.series.start();
		boolean result;
		try {
			result = call.getAsBoolean();
		}
		catch (Throwable ex) {
			operation.failed(start, ex);
			throw ex;
		}
		operation.done(start, true);
		return result;
	}

	@Override
	public String toString() {
		return this.target.toString();
	}

}
