package dev.fennel.cache;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.CacheCounts;
import dev.fennel.testing.Scrapes;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.SimpleCacheManager;

/**
 * Caches, seen as a metered manager gives them, and what was counted.
 */
final class MeteredCaches {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final CacheMetrics metrics;

	MeteredCaches() {
		this(true);
	}

	MeteredCaches(boolean latency) {
		this.metrics = new CacheMetrics(MetricFactory.with(this.registry).build(), latency);
	}

	GuardedRegistry registry() {
		return this.registry;
	}

	MeteredCacheManager manager(CacheManager manager) {
		return new MeteredCacheManager(manager, "cacheManager", this.metrics, (cache) -> false);
	}

	Cache measured(Cache cache) {
		SimpleCacheManager manager = new SimpleCacheManager();
		manager.setCaches(List.of(cache));
		manager.initializeCaches();
		return Objects.requireNonNull(manager(manager).getCache(cache.getName()));
	}

	TreeSet<String> counts(Cache cache) {
		TreeSet<String> counts = CacheCounts.of(this.registry, cache.getName());
		counts.removeIf((text) -> text.startsWith("entries"));
		return counts;
	}

	/**
	 * How many entries of a cache are shown, null where the page says nothing of them.
	 */
	@Nullable Double entries(Cache cache) {
		String labels = "{backend=\"%s\",cache=\"%s\",cache_manager=\"main\"}".formatted(CacheLabels.backend(cache),
				cache.getName());
		return Scrapes.of(this.registry).samples().get("cache_entries" + labels);
	}

}
