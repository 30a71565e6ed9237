package dev.fennel.jdbc;

import java.util.function.ToIntFunction;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.jspecify.annotations.Nullable;

/**
 * What a pool of HikariCP tells of itself, from its start on until it is closed.
 *
 * @since 0.1.0
 */
public final class HikariPoolStatus extends WeakPoolStatus<HikariDataSource> {

	/**
	 * Creates what asks a pool.
	 * @param pool the pool, which is not kept from being collected
	 */
	public HikariPoolStatus(HikariDataSource pool) {
		super(pool);
	}

	@Override
	public @Nullable Number active() {
		return running(HikariPoolMXBean::getActiveConnections);
	}

	@Override
	public @Nullable Number idle() {
		return running(HikariPoolMXBean::getIdleConnections);
	}

	@Override
	public @Nullable Number max() {
		return read((pool) -> isRunning(pool) ? pool.getMaximumPoolSize() : null);
	}

	@Override
	public @Nullable Number min() {
		return read((pool) -> isRunning(pool) ? pool.getMinimumIdle() : null);
	}

	@Override
	public @Nullable Number pending() {
		return running(HikariPoolMXBean::getThreadsAwaitingConnection);
	}

	private @Nullable Number running(ToIntFunction<HikariPoolMXBean> number) {
		return read((pool) -> isRunning(pool) ? number.applyAsInt(pool.getHikariPoolMXBean()) : null);
	}

	private static boolean isRunning(HikariDataSource pool) {
		return !pool.isClosed() && pool.getHikariPoolMXBean() != null;
	}

}
