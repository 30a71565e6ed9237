package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;

import org.jspecify.annotations.Nullable;

/**
 * Builds connections that are measured.
 */
final class MeteredConnectionBuilder implements ConnectionBuilder {

	private final ConnectionBuilder delegate;

	private final MeteredDataSource dataSource;

	MeteredConnectionBuilder(ConnectionBuilder delegate, MeteredDataSource dataSource) {
		this.delegate = delegate;
		this.dataSource = dataSource;
	}

	@Override
	public ConnectionBuilder user(String username) {
		this.delegate.user(username);
		return this;
	}

	@Override
	public ConnectionBuilder password(String password) {
		this.delegate.password(password);
		return this;
	}

	@Override
	public ConnectionBuilder shardingKey(ShardingKey shardingKey) {
		this.delegate.shardingKey(shardingKey);
		return this;
	}

	@Override
	public ConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
		this.delegate.superShardingKey(superShardingKey);
		return this;
	}

	@Override
	public @Nullable Connection build() throws SQLException {
		long start = System.nanoTime();
		try {
			return this.dataSource.connected(this.delegate.build(), start);
		}
		catch (Throwable ex) {
			this.dataSource.failed(ex);
			throw ex;
		}
	}

}
