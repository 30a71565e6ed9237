package dev.fennel.autoconfigure.jdbc;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.fennel.jdbc.DataSourceMetrics;
import dev.fennel.jdbc.HikariMetering;
import dev.fennel.jdbc.HikariPoolStatus;
import dev.fennel.jdbc.PoolStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.ReflectionUtils;

/**
 * Pools of HikariCP. Those that have not started stay the beans that they are.
 */
final class HikariPoolMetering implements PoolMetering, SmartInitializingSingleton, AopInfrastructureBean {

	private final HikariMetering pools = new HikariMetering();

	private final ObjectProvider<HikariTrackerOwner> owner;

	HikariPoolMetering(ObjectProvider<HikariTrackerOwner> owner) {
		this.owner = owner;
	}

	@Override
	public @Nullable PoolStatus status(DataSource dataSource) {
		return (dataSource instanceof HikariDataSource pool) ? new HikariPoolStatus(pool) : null;
	}

	@Override
	public boolean measureWithin(DataSource dataSource, DataSourceMetrics metrics) {
		boolean possible = dataSource instanceof HikariDataSource pool && HikariMetering.canMeasure(pool);
		if (possible) {
			this.pools.measure((HikariDataSource) dataSource, metrics);
		}
		return possible || HikariMetering.isMeasured(dataSource);
	}

	/** What Boot knows of a pool it reads from its fields. */
	@Override
	public void used(DataSource pool, DataSource standIn) {
		if (pool instanceof HikariDataSource && pool.getClass().isInstance(standIn)) {
			ReflectionUtils.shallowCopyFieldState(pool, standIn);
		}
	}

	/**
	 * Boot could not bind pools that started before to Micrometer, since Fennel has their
	 * one place for a tracker.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		HikariTrackerOwner known = this.owner.getIfAvailable();
		this.pools.share((known != null) ? known.trackers() : null);
	}

}
