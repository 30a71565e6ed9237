package dev.fennel.cache;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;

/**
 * Stands before a cache as the one decorator behind which Micrometer's binders look. It
 * makes changes wait for the end of a transaction where the cache did so before it was
 * measured, and nowhere else.
 */
final class MeteredCacheDecorator extends TransactionAwareCacheDecorator implements MeasuredCache {

	private final MeteredCache metered;

	private final boolean transactional;

	private MeteredCacheDecorator(MeteredCache metered, boolean transactional) {
		super(metered);
		this.metered = metered;
		this.transactional = transactional;
	}

	static Cache of(MeteredCache metered) {
		return new MeteredCacheDecorator(metered, false);
	}

	static Cache transactional(MeteredCache metered) {
		return new MeteredCacheDecorator(metered, true);
	}

	/**
	 * The cache behind one that Spring makes transactional, null if it is no such.
	 */
	static @Nullable Cache targetOf(Cache cache) {
		return (cache.getClass() == TransactionAwareCacheDecorator.class)
				? ((TransactionAwareCacheDecorator) cache).getTargetCache() : null;
	}

	@Override
	public MeteredCache metered() {
		return this.metered;
	}

	@Override
	public boolean isTransactional() {
		return this.transactional;
	}

	/**
	 * Returns the cache as it was before it was measured.
	 * @return what the measured one stands before
	 */
	@Override
	public Cache getTargetCache() {
		Cache target = this.metered.target();
		return (target instanceof TransactionAwareCacheDecorator decorator) ? decorator.getTargetCache() : target;
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		if (this.transactional) {
			super.put(key, value);
		}
		else {
			this.metered.put(key, value);
		}
	}

	@Override
	public void evict(Object key) {
		if (this.transactional) {
			super.evict(key);
		}
		else {
			this.metered.evict(key);
		}
	}

	@Override
	public void clear() {
		if (this.transactional) {
			super.clear();
		}
		else {
			this.metered.clear();
		}
	}

	@Override
	public String toString() {
		return this.metered.toString();
	}

}
