package dev.fennel.cache;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCache;

/**
 * Gives the caches of a manager, each measured once whoever else gives it, and each as
 * the same object as long as anybody holds it. A cache that keeps nothing on purpose is
 * given as it is.
 *
 * @since 0.1.0
 */
public final class MeteredCacheManager {

	private final CacheManager target;

	private final String name;

	private final CacheMetrics metrics;

	private final Predicate<Cache> excluded;

	private final HandedOutCaches handedOut = new HandedOutCaches();

	/**
	 * Creates what measures the caches of a manager.
	 * @param target the manager
	 * @param beanName the name of its bean, which without a trailing {@code CacheManager}
	 * is the value of the label {@code cache_manager}, {@code main} if that leaves
	 * nothing
	 * @param metrics the families
	 * @param excluded which caches are given as they are
	 */
	public MeteredCacheManager(CacheManager target, String beanName, CacheMetrics metrics, Predicate<Cache> excluded) {
		this.target = target;
		this.name = CacheLabels.manager(beanName);
		this.metrics = metrics;
		this.excluded = excluded;
	}

	/**
	 * Gives a cache of the manager.
	 * @param name the name of the cache
	 * @return the cache, measured, or as it is if that failed; null if there is none
	 */
	public @Nullable Cache getCache(String name) {
		Cache cache = this.target.getCache(name);
		return (cache != null) ? measured(name, cache) : null;
	}

	/**
	 * Puts the series of all caches that the manager knows on the page.
	 */
	public void showCaches() {
		this.metrics.failures().guard("show the caches that a manager knows", () -> {
			for (String each : this.target.getCacheNames().toArray(String[]::new)) {
				getCache(each);
			}
		});
	}

	private Cache measured(String name, Cache cache) {
		try {
			Cache behind = CacheDecorators.targetOf(cache);
			boolean transactional = behind != null;
			Cache inner = (behind != null) ? behind : cache;
			if (inner instanceof MeasuredCache already && (!transactional || already.isTransactional())) {
				return cache;
			}
			Cache known = this.handedOut.get(original(inner), transactional);
			return (known != null) ? known : measure(name, cache, inner);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure a cache", ex);
			return cache;
		}
	}

	private Cache measure(String name, Cache cache, Cache inner) {
		if (inner instanceof NoOpCache || this.excluded.test(inner)) {
			return cache;
		}
		boolean transactional = inner != cache;
		MeteredCache metered = (inner instanceof MeasuredCache already) ? already.metered()
				: this.metrics.measure(this.name, inner, () -> this.target.getCacheNames().contains(name));
		return this.handedOut.add(metered.target(), transactional,
				transactional ? CacheDecorators.transactional(metered) : CacheDecorators.decorate(metered));
	}

	private static Cache original(Cache cache) {
		return (cache instanceof MeasuredCache already) ? already.metered().target() : cache;
	}

}
