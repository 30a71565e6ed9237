package dev.fennel.autoconfigure.cache;

import java.lang.reflect.Method;
import java.util.Arrays;

import dev.fennel.autoconfigure.ClassProxies;
import dev.fennel.cache.MeteredCacheManager;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.CallbackFilter;
import org.springframework.cglib.proxy.Dispatcher;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.NoOp;
import org.springframework.util.ClassUtils;

/**
 * Makes proxies that extend the class of a cache manager.
 */
final class CacheManagerSubclass {

	private static final int GET_CACHE = 0;

	private static final int EQUALS = 1;

	private static final int ALL_ELSE = 2;

	private static final int UNTOUCHED = 3;

	private static final Class<?>[] TYPES = { MethodInterceptor.class, MethodInterceptor.class, Dispatcher.class,
			NoOp.class };

	private static final CallbackFilter FILTER = CacheManagerSubclass::callbackFor;

	private CacheManagerSubclass() {
	}

	/**
	 * Returns whether a class can be extended and promises nothing of the caches that it
	 * gives but that they are caches.
	 */
	static boolean isPossible(Class<?> type) {
		Class<?> extended = ClassUtils.getUserClass(type);
		Method method = ClassUtils.getMethodIfAvailable(extended, "getCache", String.class);
		return ClassProxies.canExtend(extended) && method != null && method.getReturnType() == Cache.class;
	}

	static CacheManager of(CacheManager target, MeteredCacheManager metered) {
		Callback[] callbacks = new Callback[TYPES.length];
		callbacks[GET_CACHE] = (MethodInterceptor) (proxy, method, arguments, superMethod) -> metered
			.getCache((String) arguments[0]);
		callbacks[EQUALS] = (MethodInterceptor) (proxy, method, arguments, superMethod) -> proxy == arguments[0]
				|| target.equals(arguments[0]);
		callbacks[ALL_ELSE] = (Dispatcher) () -> target;
		callbacks[UNTOUCHED] = NoOp.INSTANCE;
		return (CacheManager) ClassProxies.newInstance(type(target.getClass()), callbacks);
	}

	/**
	 * Returns the class of the proxies of a class.
	 */
	static Class<?> type(Class<?> type) {
		Class<?> extended = ClassUtils.getUserClass(type);
		return ClassProxies.extend(extended, ClassProxies.addedInterfaces(type, extended), FILTER, TYPES);
	}

	private static int callbackFor(Method method) {
		if (givesCache(method)) {
			return GET_CACHE;
		}
		return switch (method.getName()) {
			case "equals" -> (method.getParameterCount() == 1) ? EQUALS : ALL_ELSE;
			case "finalize" -> UNTOUCHED;
			default -> ALL_ELSE;
		};
	}

	static boolean givesCache(Method method) {
		return method.getName().equals("getCache")
				&& Arrays.equals(method.getParameterTypes(), new Class<?>[] { String.class });
	}

}
