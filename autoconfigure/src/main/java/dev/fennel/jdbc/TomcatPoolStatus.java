package dev.fennel.jdbc;

import java.lang.reflect.Field;
import java.util.function.ToIntFunction;

import org.apache.tomcat.jdbc.pool.ConnectionPool;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * What a pool of Tomcat's tells of itself, from its start on until it is closed.
 *
 * @since 0.1.0
 */
public final class TomcatPoolStatus extends WeakPoolStatus<DataSourceProxy> {

	/** Its getter would start the pool. */
	private static final @Nullable Field POOL = accessibleField(DataSourceProxy.class, "pool");

	/**
	 * Creates what asks a pool.
	 * @param pool the pool, which is not kept from being collected
	 */
	public TomcatPoolStatus(DataSourceProxy pool) {
		super(pool);
	}

	@Override
	public @Nullable Number active() {
		return running(ConnectionPool::getActive);
	}

	@Override
	public @Nullable Number idle() {
		return running(ConnectionPool::getIdle);
	}

	@Override
	public @Nullable Number max() {
		return running((pool) -> pool.getPoolProperties().getMaxActive());
	}

	@Override
	public @Nullable Number min() {
		return running((pool) -> pool.getPoolProperties().getMinIdle());
	}

	@Override
	public @Nullable Number pending() {
		return running(ConnectionPool::getWaitCount);
	}

	private @Nullable Number running(ToIntFunction<ConnectionPool> question) {
		return read((dataSource) -> {
			Object pool = (POOL != null) ? ReflectionUtils.getField(POOL, dataSource) : null;
			return (pool instanceof ConnectionPool started) ? question.applyAsInt(started) : null;
		});
	}

}
