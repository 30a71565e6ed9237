package dev.fennel.cache;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fennel.testing.TestRedis;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Caches of all kinds, each made anew.
 */
enum TestCache {

	CAFFEINE("caffeine") {

		@Override
		Cache make(String name) {
			return new CaffeineCache(name, Caffeine.newBuilder().build());
		}

	},

	CAFFEINE_ASYNC("caffeine") {

		@Override
		Cache make(String name) {
			return new CaffeineCache(name, Caffeine.newBuilder().buildAsync(), true);
		}

	},

	CAFFEINE_WITHOUT_NULLS("caffeine") {

		@Override
		Cache make(String name) {
			return new CaffeineCache(name, Caffeine.newBuilder().buildAsync(), false);
		}

	},

	CAFFEINE_OF_THE_APP("caffeine") {

		@Override
		Cache make(String name) {
			return new CaffeineCache(name, Caffeine.newBuilder().build()) {

				@Override
				protected @Nullable Object lookup(Object key) {
					return key.equals("broken") ? broken() : super.lookup(key);
				}

			};
		}

	},

	SIMPLE("simple") {

		@Override
		Cache make(String name) {
			return new ConcurrentMapCache(name);
		}

	},

	SIMPLE_COPIES("simple") {

		@Override
		Cache make(String name) {
			ConcurrentMapCacheManager manager = new ConcurrentMapCacheManager(name);
			manager.setStoreByValue(true);
			manager.setBeanClassLoader(TestCache.class.getClassLoader());
			return Objects.requireNonNull(manager.getCache(name));
		}

	},

	JCACHE("jcache") {

		@Override
		Cache make(String name) {
			return new JCacheCache(Caching.getCachingProvider()
				.getCacheManager()
				.createCache(name + UUID.randomUUID(), new MutableConfiguration<>()));
		}

	},

	REDIS("redis") {

		@Override
		Cache make(String name) {
			return Objects
				.requireNonNull(RedisCacheManager.create(CONNECTIONS.get()).getCache(name + UUID.randomUUID()));
		}

	},

	TRANSACTIONAL("simple") {

		@Override
		Cache make(String name) {
			return new TransactionAwareCacheDecorator(SIMPLE.make(name));
		}

	},

	OWN("shelf") {

		@Override
		Cache make(String name) {
			return new Shelf.Books(name);
		}

	};

	private static final Supplier<RedisConnectionFactory> CONNECTIONS = SingletonSupplier
		.of(() -> TestRedis.shared().jedis());

	private final String backend;

	TestCache(String backend) {
		this.backend = backend;
	}

	abstract Cache make(String name);

	String backend() {
		return this.backend;
	}

	private static Object broken() {
		throw new IllegalStateException("broken");
	}

}
