package dev.fennel.sample.catalog;

import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.LoggingCacheErrorHandler;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps what was read of the catalog. Where the cache cannot be asked, the database is.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CatalogCaches implements CachingConfigurer {

	@Override
	public CacheErrorHandler errorHandler() {
		return new LoggingCacheErrorHandler();
	}

}
