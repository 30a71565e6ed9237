package dev.fennel.beside;

import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;

/**
 * The application with caches of all kinds.
 */
@Configuration(proxyBeanMethods = false)
@Import({ Shop.class, LocalCaches.class })
class Bookcases {

	@Bean
	ConcurrentMapCacheManager simpleCacheManager() {
		return new ConcurrentMapCacheManager("books");
	}

	@Bean
	RedisCacheManager redisCacheManager() {
		return new RedisCacheManager(RedisCacheWriter.nonLockingRedisCacheWriter(NoRedis.CONNECTIONS),
				RedisCacheConfiguration.defaultCacheConfig(), "books");
	}

	@Bean
	RedisCacheManager redisInTransactionsCacheManager() {
		RedisCacheManager manager = redisCacheManager();
		manager.setTransactionAware(true);
		return manager;
	}

	@Bean
	TransactionAwareCacheManagerProxy transactionalCacheManager(CaffeineCacheManager caffeineCacheManager) {
		return new TransactionAwareCacheManagerProxy(caffeineCacheManager);
	}

	@Bean
	CacheManager hiddenCacheManager() {
		return new TransactionAwareCacheManagerProxy(LocalCaches.caffeine(new CaffeineCacheManager()));
	}

	@Bean
	CompositeCacheManager allCacheManager(CacheManager caffeineCacheManager, CacheManager simpleCacheManager) {
		return new CompositeCacheManager(caffeineCacheManager, simpleCacheManager);
	}

	static void use(RunningApp app) {
		LocalCaches.use(app.context()
			.getBeansOfType(CacheManager.class)
			.values()
			.stream()
			.filter((manager) -> !(manager instanceof RedisCacheManager))
			.toList());
	}

}
