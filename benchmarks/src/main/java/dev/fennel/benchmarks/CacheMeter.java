package dev.fennel.benchmarks;

import dev.fennel.GuardedRegistry;

import org.springframework.cache.CacheManager;

/**
 * Who measures a cache.
 */
public enum CacheMeter {

	/** Nobody. */
	NOBODY {

		@Override
		CacheManager manager() {
			return Caches.baseline();
		}

	},

	/** Fennel, as it is when nothing is configured. */
	FENNEL {

		@Override
		CacheManager manager() {
			return Caches.fennel(new GuardedRegistry(), true);
		}

	},

	/** Fennel with {@code fennel.cache.latency=false}. */
	FENNEL_WITHOUT_LATENCY {

		@Override
		CacheManager manager() {
			return Caches.fennel(new GuardedRegistry(), false);
		}

	},

	/** Micrometer's binding, and the statistics of Caffeine that it needs. */
	MICROMETER {

		@Override
		CacheManager manager() {
			return Caches.micrometer(Chains.meterRegistry(false));
		}

	};

	abstract CacheManager manager();

}
