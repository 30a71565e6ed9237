package dev.fennel.autoconfigure.jdbc;

import java.util.Set;

import org.springframework.util.ClassUtils;

/**
 * Which data sources give connections that are there: what they are asked for is no
 * attempt to connect, and that they have none is no error of a connection.
 */
final class PoolTypes {

	private static final Set<String> NAMES = Set.of("com.alibaba.druid.pool.DruidAbstractDataSource",
			"com.atomikos.jdbc.AbstractDataSourceBean", "com.atomikos.jdbc.internal.AbstractDataSourceBean",
			"com.mchange.v2.c3p0.AbstractPoolBackedDataSource", "com.mchange.v2.c3p0.PooledDataSource",
			"com.zaxxer.hikari.HikariDataSource", "io.agroal.api.AgroalDataSource", "oracle.ucp.jdbc.PoolDataSource",
			"oracle.ucp.jdbc.PoolDataSourceImpl", "org.apache.commons.dbcp2.BasicDataSource",
			"org.apache.commons.dbcp2.PoolingDataSource", "org.apache.commons.dbcp2.datasources.InstanceKeyDataSource",
			"org.apache.tomcat.dbcp.dbcp2.BasicDataSource", "org.apache.tomcat.dbcp.dbcp2.PoolingDataSource",
			"org.apache.tomcat.dbcp.dbcp2.datasources.InstanceKeyDataSource",
			"org.apache.tomcat.jdbc.pool.DataSourceProxy", "org.h2.jdbcx.JdbcConnectionPool",
			"org.mariadb.jdbc.MariaDbPoolDataSource", "org.postgresql.ds.PGPoolingDataSource",
			"org.springframework.jdbc.datasource.SingleConnectionDataSource", "org.vibur.dbcp.ViburDataSource",
			"org.vibur.dbcp.ViburDBCPDataSource");

	private PoolTypes() {
	}

	static boolean contain(Class<?> type) {
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			if (NAMES.contains(each.getName())) {
				return true;
			}
		}
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.anyMatch((each) -> NAMES.contains(each.getName()));
	}

}
