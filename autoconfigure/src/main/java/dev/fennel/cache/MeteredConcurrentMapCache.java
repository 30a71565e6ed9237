package dev.fennel.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.concurrent.ConcurrentMapCache;

/**
 * Stands before a cache in a map and is one, over the same values, for who asks for the
 * class.
 */
final class MeteredConcurrentMapCache extends ConcurrentMapCache implements MeasuredCache {

	private final MeteredCache metered;

	private MeteredConcurrentMapCache(MeteredCache metered, ConcurrentMapCache target) {
		super(target.getName(), target.getNativeCache(), target.isAllowNullValues());
		this.metered = metered;
	}

	/** Null for one that keeps copies, which nobody else can make. */
	static @Nullable Cache of(MeteredCache metered) {
		ConcurrentMapCache target = (ConcurrentMapCache) metered.target();
		return target.isStoreByValue() ? null : new MeteredConcurrentMapCache(metered, target);
	}

	@Override
	public MeteredCache metered() {
		return this.metered;
	}

	@Override
	public @Nullable ValueWrapper get(Object key) {
		return this.metered.get(key);
	}

	@Override
	public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
		return this.metered.get(key, type);
	}

	@Override
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		return this.metered.get(key, valueLoader);
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		return this.metered.retrieve(key);
	}

	@Override
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		return this.metered.retrieve(key, valueLoader);
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		this.metered.put(key, value);
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		return this.metered.putIfAbsent(key, value);
	}

	@Override
	public void evict(Object key) {
		this.metered.evict(key);
	}

	@Override
	public boolean evictIfPresent(Object key) {
		return this.metered.evictIfPresent(key);
	}

	@Override
	public void clear() {
		this.metered.clear();
	}

	@Override
	public boolean invalidate() {
		return this.metered.invalidate();
	}

	@Override
	public String toString() {
		return this.metered.toString();
	}

}
