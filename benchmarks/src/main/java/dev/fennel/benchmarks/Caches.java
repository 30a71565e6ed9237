package dev.fennel.benchmarks;

import java.util.Map;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fennel.GuardedRegistry;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.cache.CacheMetricsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The managers of Caffeine's caches that are compared, each as Boot makes it, with one
 * value in the cache {@code books}.
 */
final class Caches {

	private Caches() {
	}

	static CacheManager baseline() {
		return filled(new CaffeineCacheManager("books"));
	}

	static CacheManager fennel(GuardedRegistry registry, boolean latency) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmark", Map.of("fennel.cache.latency", latency)));
		context.registerBean(GuardedRegistry.class, () -> registry);
		context.registerBean("cacheManager", CaffeineCacheManager.class, () -> new CaffeineCacheManager("books"));
		context.register(FennelAutoConfiguration.class, CacheMetricsAutoConfiguration.class);
		context.refresh();
		return filled(context.getBean(CaffeineCacheManager.class));
	}

	static CacheManager micrometer(MeterRegistry registry) {
		CaffeineCacheManager manager = new CaffeineCacheManager();
		manager.setCaffeine(Caffeine.newBuilder().recordStats());
		CaffeineCache books = (CaffeineCache) books(filled(manager));
		CaffeineCacheMetrics.monitor(registry, books.getNativeCache(), "books");
		return manager;
	}

	static Cache books(CacheManager manager) {
		return Objects.requireNonNull(manager.getCache("books"));
	}

	private static CacheManager filled(CacheManager manager) {
		books(manager).put("9780141439587", "Emma");
		return manager;
	}

}
