package dev.fennel.jdbc;

import java.lang.reflect.Field;
import java.util.function.ToIntFunction;

import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * What a pool of Commons DBCP2 tells of itself, from its start on until it is closed.
 *
 * @since 0.1.0
 */
public final class Dbcp2PoolStatus extends WeakPoolStatus<BasicDataSource> {

	/** The getters of the data source wait as long as it is about to connect. */
	private static final @Nullable Field POOL = accessibleField(BasicDataSource.class, "connectionPool");

	/**
	 * Creates what asks a pool.
	 * @param pool the pool, which is not kept from being collected
	 */
	public Dbcp2PoolStatus(BasicDataSource pool) {
		super(pool);
	}

	@Override
	public @Nullable Number active() {
		return running(GenericObjectPool::getNumActive);
	}

	@Override
	public @Nullable Number idle() {
		return running(GenericObjectPool::getNumIdle);
	}

	/** A negative number is no limit. */
	@Override
	public @Nullable Number max() {
		Number max = running(GenericObjectPool::getMaxTotal);
		return (max != null && max.intValue() >= 0) ? max : null;
	}

	@Override
	public @Nullable Number min() {
		return running(GenericObjectPool::getMinIdle);
	}

	@Override
	public @Nullable Number pending() {
		return running(GenericObjectPool::getNumWaiters);
	}

	private @Nullable Number running(ToIntFunction<GenericObjectPool<?>> question) {
		return read((dataSource) -> {
			Object pool = (POOL != null) ? ReflectionUtils.getField(POOL, dataSource) : null;
			return (pool instanceof GenericObjectPool<?> started) ? question.applyAsInt(started) : null;
		});
	}

}
