package dev.fennel.beside;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Caches in this process, which need no transactions.
 */
@Configuration(proxyBeanMethods = false)
class LocalCaches {

	@Bean
	@Primary
	CaffeineCacheManager caffeineCacheManager() {
		return caffeine(new CaffeineCacheManager());
	}

	@Bean
	CaffeineCacheManager ownCacheManager() {
		return caffeine(new OwnManager());
	}

	@Bean
	JCacheCacheManager jcacheCacheManager() {
		CachingProvider provider = Caching.getCachingProvider();
		ClassLoader ownLoader = new URLClassLoader(new URL[0], provider.getDefaultClassLoader());
		javax.cache.CacheManager manager = provider.getCacheManager(provider.getDefaultURI(), ownLoader);
		manager.createCache("books", new MutableConfiguration<>().setStatisticsEnabled(true));
		return new JCacheCacheManager(manager);
	}

	static void use(Collection<CacheManager> managers) {
		for (CacheManager manager : managers) {
			Cache books = Objects.requireNonNull(manager.getCache("books"));
			books.put("1", "Emma");
			books.get("1");
			books.get("2");
			books.get("3", () -> "Persuasion");
			books.get("4", String.class);
			books.evict("1");
		}
	}

	static CaffeineCacheManager caffeine(CaffeineCacheManager manager) {
		manager.setCaffeine(Caffeine.newBuilder().recordStats());
		manager.setCacheNames(List.of("books"));
		return manager;
	}

	static class OwnManager extends CaffeineCacheManager {

		@Override
		protected Cache adaptCaffeineCache(String name,
				com.github.benmanes.caffeine.cache.Cache<Object, Object> cache) {
			return new OwnCache(name, cache);
		}

	}

	static class OwnCache extends CaffeineCache {

		OwnCache(String name, com.github.benmanes.caffeine.cache.Cache<Object, Object> cache) {
			super(name, cache);
		}

		@Override
		protected @Nullable Object lookup(Object key) {
			return super.lookup(key);
		}

	}

}
