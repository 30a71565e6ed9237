package dev.fennel.autoconfigure.cache;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.fennel.cache.MeteredCacheManager;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.cache.CacheManager;
import org.springframework.util.ClassUtils;

/**
 * Stands for a cache manager and gives its caches measured; all else is up to the manager
 * itself. It is of the manager's class where that can be extended, else it has all of its
 * interfaces.
 */
final class CacheManagerProxy implements InvocationHandler {

	private static final Log logger = LogFactory.getLog(CacheManagerProxy.class);

	private final CacheManager target;

	private final MeteredCacheManager metered;

	private CacheManagerProxy(CacheManager target, MeteredCacheManager metered) {
		this.target = target;
		this.metered = metered;
	}

	/**
	 * Makes a proxy.
	 * @param declared what other beans may ask for
	 * @return the proxy, null if none can be made that is of that type
	 */
	static @Nullable CacheManager of(CacheManager target, MeteredCacheManager metered, Class<?> declared) {
		Class<?> type = target.getClass();
		if (CacheManagerSubclass.isPossible(type)) {
			try {
				return CacheManagerSubclass.of(target, metered);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("The class '%s' cannot be extended".formatted(type.getName()), ex);
			}
		}
		CacheManager proxy = implement(ClassUtils.getAllInterfaces(target), new CacheManagerProxy(target, metered));
		return declared.isInstance(proxy) ? proxy : null;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (arguments != null && CacheManagerSubclass.givesCache(method)) {
			return this.metered.getCache((String) arguments[0]);
		}
		if (arguments != null && method.getName().equals("equals")) {
			return proxy == arguments[0] || this.target.equals(arguments[0]);
		}
		return AopUtils.invokeJoinpointUsingReflection(this.target, method,
				(arguments != null) ? arguments : new Object[0]);
	}

	/** A native image has no other proxy than that of the one interface. */
	private static CacheManager implement(Class<?>[] interfaces, CacheManagerProxy handler) {
		ClassLoader loader = handler.target.getClass().getClassLoader();
		try {
			return (CacheManager) Proxy.newProxyInstance(loader, interfaces, handler);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Not all interfaces of '%s' can be implemented".formatted(handler.target.getClass()), ex);
			return (CacheManager) Proxy.newProxyInstance(loader, new Class<?>[] { CacheManager.class }, handler);
		}
	}

}
