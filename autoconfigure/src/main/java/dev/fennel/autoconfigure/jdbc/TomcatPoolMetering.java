package dev.fennel.autoconfigure.jdbc;

import javax.sql.DataSource;

import dev.fennel.jdbc.PoolStatus;
import dev.fennel.jdbc.TomcatPoolStatus;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Pools of Tomcat's.
 */
final class TomcatPoolMetering implements PoolMetering, AopInfrastructureBean {

	@Override
	public @Nullable PoolStatus status(DataSource dataSource) {
		return (dataSource instanceof DataSourceProxy pool) ? new TomcatPoolStatus(pool) : null;
	}

}
