package dev.fennel.autoconfigure.jdbc;

import javax.sql.DataSource;

import dev.fennel.jdbc.Dbcp2PoolStatus;
import dev.fennel.jdbc.PoolStatus;
import org.apache.commons.dbcp2.BasicDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Pools of Commons DBCP2.
 */
final class Dbcp2PoolMetering implements PoolMetering, AopInfrastructureBean {

	@Override
	public @Nullable PoolStatus status(DataSource dataSource) {
		return (dataSource instanceof BasicDataSource pool) ? new Dbcp2PoolStatus(pool) : null;
	}

}
