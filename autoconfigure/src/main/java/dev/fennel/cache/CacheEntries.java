package dev.fennel.cache;

import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.util.ClassUtils;

/**
 * Tells how many values a cache holds where that is known without work: to this process,
 * and without a look at each.
 */
final class CacheEntries {

	private static final boolean CAFFEINE = ClassUtils.isPresent("com.github.benmanes.caffeine.cache.Cache",
			CacheEntries.class.getClassLoader());

	private CacheEntries() {
	}

	static boolean isKnown(Cache cache) {
		return count(cache) != null;
	}

	static @Nullable Number count(Cache cache) {
		Object store = cache.getNativeCache();
		if (store instanceof ConcurrentHashMap<?, ?> map) {
			return map.mappingCount();
		}
		return CAFFEINE ? Caffeine.count(store) : null;
	}

	/**
	 * Loaded only where Caffeine is there.
	 */
	private static final class Caffeine {

		static @Nullable Number count(Object store) {
			return (store instanceof com.github.benmanes.caffeine.cache.Cache<?, ?> caffeine) ? caffeine.estimatedSize()
					: null;
		}

	}

}
