package dev.fennel.autoconfigure.cache;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;

import dev.fennel.cache.CacheMetrics;
import dev.fennel.cache.MeteredCacheManager;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.support.NoOpCacheManager;

/**
 * Measures the caches of managers by what takes the place of each manager: a proxy that
 * is still of its class, else one of its interfaces where no other is asked for. What
 * leads to managers that are measured gives the caches that those give.
 */
final class CacheMetering implements SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(CacheMetering.class);

	private final CacheMetrics metrics;

	private final Set<String> excludedNames;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Set<CacheManager> excluded = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private final Set<MeteredCacheManager> managers = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	CacheMetering(CacheMetrics metrics, Set<String> excludedNames, ConfigurableListableBeanFactory beanFactory) {
		this.metrics = metrics;
		this.excludedNames = excludedNames;
		this.beanFactory = beanFactory;
	}

	/**
	 * Measures the caches of the manager that a bean is.
	 * @return what takes the place of the bean
	 */
	CacheManager measure(CacheManager manager, String beanName) {
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		if (this.excludedNames.contains(name)) {
			this.excluded.add(manager);
			return manager;
		}
		if (manager instanceof NoOpCacheManager) {
			return manager;
		}
		try {
			return measureNamed(manager, beanName, name);
		}
		catch (Throwable ex) {
			this.metrics.failures().record("measure a cache manager", ex);
			return manager;
		}
	}

	/** Caches that were made since their managers are shown too. */
	@Override
	public void afterSingletonsInstantiated() {
		List.of(this.managers.toArray(MeteredCacheManager[]::new)).forEach(MeteredCacheManager::showCaches);
	}

	private CacheManager measureNamed(CacheManager manager, String beanName, String name) {
		MeteredCacheManager metered = new MeteredCacheManager(manager, name, this.metrics, this::isExcluded);
		CacheManager proxy = CacheManagerProxy.of(manager, metered, declaredType(manager, beanName));
		if (proxy == null) {
			logger.warn(("The caches of the bean '%s' are not measured: its class %s cannot be extended, and may be"
					+ " asked for. Declare the bean as a CacheManager, or name it in fennel.cache.exclude.")
				.formatted(name, manager.getClass().getName()));
			return manager;
		}
		metered.showCaches();
		this.managers.add(metered);
		return proxy;
	}

	/** What other beans may ask for, as far as is known while the bean is being made. */
	private Class<?> declaredType(CacheManager manager, String beanName) {
		if (!this.beanFactory.containsBeanDefinition(beanName)) {
			return manager.getClass();
		}
		Class<?> type = this.beanFactory.getMergedBeanDefinition(beanName).getResolvableType().resolve();
		Class<?> product = (type == null || !type.isInstance(manager)) ? this.beanFactory.getType(beanName, false)
				: type;
		return (product != null) ? product : manager.getClass();
	}

	private boolean isExcluded(Cache cache) {
		String name = cache.getName();
		return this.excludedNames.contains(name) || Stream.of(this.excluded.toArray(CacheManager[]::new))
			.anyMatch((manager) -> manager.getCacheNames().contains(name) && manager.getCache(name) == cache);
	}

}
