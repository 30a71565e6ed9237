package dev.fennel.cache;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.fennel.DataSourceNames;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.util.ClassUtils;

/**
 * Label values of caches.
 */
final class CacheLabels {

	private static final Map<String, String> BACKENDS = Map.of("com.github.benmanes.caffeine.cache.Cache", "caffeine",
			"org.springframework.data.redis.cache.RedisCacheWriter", "redis", "javax.cache.Cache", "jcache");

	private static final String SIMPLE = "simple";

	private CacheLabels() {
	}

	/**
	 * The value of the label {@code cache_manager}.
	 */
	static String manager(String beanName) {
		return DataSourceNames.of(beanName, "CacheManager");
	}

	/**
	 * The value of the label {@code backend}, by the class of what is behind a cache.
	 */
	static String backend(Cache cache) {
		Object store = cache.getNativeCache();
		Class<?> type = ClassUtils.getUserClass((store != null) ? store : cache);
		String known = known(type);
		if (known != null) {
			return known;
		}
		return (cache instanceof ConcurrentMapCache || store instanceof ConcurrentHashMap) ? SIMPLE : name(type);
	}

	private static @Nullable String known(@Nullable Class<?> type) {
		if (type == null) {
			return null;
		}
		String known = BACKENDS.get(type.getName());
		for (Class<?> each : type.getInterfaces()) {
			known = (known != null) ? known : known(each);
		}
		return (known != null) ? known : known(type.getSuperclass());
	}

	/**
	 * The name of a class as it stands in its source, without what makes that of a lambda
	 * or a proxy another in each run.
	 */
	private static String name(Class<?> type) {
		Class<?> named = type;
		while (named.getSimpleName().isEmpty()) {
			named = named.getSuperclass();
		}
		String name = named.getSimpleName();
		int generated = name.indexOf('$');
		return ((generated > 0) ? name.substring(0, generated) : name).toLowerCase(Locale.ROOT);
	}

}
