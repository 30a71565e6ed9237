package dev.fennel.cache;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.util.ClassUtils;

/**
 * Chooses what stands before a measured cache, so that it is still what the application
 * and Micrometer's binders look for: a cache of the same class where that can be made,
 * else the decorator behind which those look. The latter can be there only with Spring's
 * transactions.
 */
final class CacheDecorators {

	private static final boolean TRANSACTIONS = isPresent(
			"org.springframework.cache.transaction.TransactionAwareCacheDecorator")
			&& isPresent("org.springframework.transaction.support.TransactionSynchronization");

	private CacheDecorators() {
	}

	/**
	 * The cache behind one that Spring makes transactional, null if it is no such.
	 */
	static @Nullable Cache targetOf(Cache cache) {
		return TRANSACTIONS ? MeteredCacheDecorator.targetOf(cache) : null;
	}

	static Cache transactional(MeteredCache metered) {
		return MeteredCacheDecorator.transactional(metered);
	}

	static Cache decorate(MeteredCache metered) {
		Class<?> type = metered.target().getClass();
		Cache same = ofClass(type, metered);
		if (same == null && TRANSACTIONS) {
			return MeteredCacheDecorator.of(metered);
		}
		for (Class<?> each = type; same == null && each != null; each = each.getSuperclass()) {
			same = ofClass(each, metered);
		}
		return (same != null) ? same : metered;
	}

	private static @Nullable Cache ofClass(Class<?> type, MeteredCache metered) {
		return switch (type.getName()) {
			case "org.springframework.cache.caffeine.CaffeineCache" -> MeteredCaffeineCache.of(metered);
			case "org.springframework.cache.concurrent.ConcurrentMapCache" -> MeteredConcurrentMapCache.of(metered);
			case "org.springframework.cache.jcache.JCacheCache" -> MeteredJCacheCache.of(metered);
			case "org.springframework.data.redis.cache.RedisCache" -> MeteredRedisCache.of(metered);
			default -> null;
		};
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, CacheDecorators.class.getClassLoader());
	}

}
