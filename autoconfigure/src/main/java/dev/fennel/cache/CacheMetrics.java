package dev.fennel.cache;

import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;

import dev.fennel.Buckets;
import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.ReadDataPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.cache.Cache;

/**
 * The families of caches.
 *
 * @since 0.1.0
 */
public final class CacheMetrics implements AopInfrastructureBean {

	private final MetricFactory factory;

	private final Failures failures;

	private final CacheFamilies families;

	private @Nullable MetricFamily<ReadDataPoint> entries;

	/**
	 * Creates the families.
	 * @param factory makes the families
	 * @param latency whether the time of operations is taken
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public CacheMetrics(MetricFactory factory, boolean latency, double... buckets) {
		this.factory = factory;
		this.failures = new Failures(factory, "cache");
		this.families = CacheFamilies.of(factory, latency, Buckets.requireRising("fennel.cache.buckets", buckets));
	}

	/**
	 * Returns where failures of this feature go.
	 * @return the one place
	 */
	public Failures failures() {
		return this.failures;
	}

	CacheFamilies families() {
		return this.families;
	}

	/**
	 * Measures a cache.
	 * @param manager the name of its manager
	 * @param cache the cache
	 * @param isThere whether the manager still has it
	 */
	MeteredCache measure(String manager, Cache cache, BooleanSupplier isThere) {
		String[] labels = { manager, cache.getName(), CacheLabels.backend(cache) };
		MeteredCache metered = new MeteredCache(cache, new CacheSeries(this, labels));
		if (CacheEntries.isKnown(cache)) {
			WeakReference<Cache> reference = new WeakReference<>(cache);
			entries().labelValues(labels).readFrom(() -> entries(reference.get(), isThere));
		}
		return metered;
	}

	private @Nullable Number entries(@Nullable Cache cache, BooleanSupplier isThere) {
		try {
			return (cache != null && isThere.getAsBoolean()) ? CacheEntries.count(cache) : null;
		}
		catch (Throwable ex) {
			this.failures.record("read how many values a cache holds", ex);
			return null;
		}
	}

	private synchronized MetricFamily<ReadDataPoint> entries() {
		MetricFamily<ReadDataPoint> result = this.entries;
		if (result == null) {
			result = CacheFamilies.entries(this.factory);
			this.entries = result;
		}
		return result;
	}

}
