package dev.fennel.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.jcache.JCacheCache;

/**
 * Stands before a cache of a JCache provider and is one, over the same values, for who
 * asks for the class.
 */
final class MeteredJCacheCache extends JCacheCache implements MeasuredCache {

	private final MeteredCache metered;

	private MeteredJCacheCache(MeteredCache metered, JCacheCache target) {
		super(target.getNativeCache(), target.isAllowNullValues());
		this.metered = metered;
	}

	static Cache of(MeteredCache metered) {
		return new MeteredJCacheCache(metered, (JCacheCache) metered.target());
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
