package dev.fennel.cache;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.support.AbstractValueAdaptingCache;
import org.springframework.util.ReflectionUtils;

/**
 * Tells of which caches {@code get(key)} gives the same value as {@code get(key, type)}:
 * it also says whether a {@code null} was stored, which the other cannot.
 */
final class ValueWrappers {

	private static final ClassValue<Boolean> GIVEN = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return AbstractValueAdaptingCache.class.isAssignableFrom(type)
					&& isInherited(ReflectionUtils.findMethod(type, "get", Object.class))
					&& isInherited(ReflectionUtils.findMethod(type, "get", Object.class, Class.class))
					&& isInherited(ReflectionUtils.findMethod(type, "toValueWrapper", Object.class));
		}

	};

	private ValueWrappers() {
	}

	static boolean areGivenFor(Class<? extends Cache> type) {
		return GIVEN.get(type);
	}

	private static boolean isInherited(@Nullable Method method) {
		return method != null && method.getDeclaringClass() == AbstractValueAdaptingCache.class;
	}

}
