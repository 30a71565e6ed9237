package dev.fennel.autoconfigure.cache;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.cache.CacheManager;

/**
 * What a native image cannot see: the proxy of a manager whose class was not known when
 * the image was built, or cannot be extended.
 */
final class CacheManagerHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.proxies().registerJdkProxy(CacheManager.class);
	}

}
