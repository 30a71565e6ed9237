package dev.fennel.jdbc;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * What a pool tells of itself, which it holds no longer than the application does.
 */
abstract class WeakPoolStatus<P> implements PoolStatus {

	private final WeakReference<P> pool;

	WeakPoolStatus(P pool) {
		this.pool = new WeakReference<>(pool);
	}

	/** Null where the pool has gone or has no answer. */
	final @Nullable Number read(Function<P, @Nullable Number> question) {
		P pool = this.pool.get();
		return (pool != null) ? question.apply(pool) : null;
	}

	/** A field of a library's, null where it has none of that name any more. */
	static @Nullable Field accessibleField(Class<?> type, String name) {
		Field field = ReflectionUtils.findField(type, name);
		if (field != null) {
			ReflectionUtils.makeAccessible(field);
		}
		return field;
	}

}
