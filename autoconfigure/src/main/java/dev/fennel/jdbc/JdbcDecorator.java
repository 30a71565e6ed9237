package dev.fennel.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an object of the driver, which {@link #unwrap} gives however deep it is.
 */
abstract class JdbcDecorator implements Wrapper {

	abstract Wrapper delegate();

	@Override
	public final <T> T unwrap(Class<T> type) throws SQLException {
		if (type.isInstance(this)) {
			return type.cast(this);
		}
		Wrapper delegate = delegate();
		return type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
	}

	@Override
	public final boolean isWrapperFor(Class<?> type) throws SQLException {
		return type.isInstance(this) || type.isInstance(delegate()) || delegate().isWrapperFor(type);
	}

	@Override
	public final boolean equals(@Nullable Object other) {
		return this == other || (other instanceof JdbcDecorator decorator && delegate().equals(decorator.delegate()));
	}

	@Override
	public final int hashCode() {
		return delegate().hashCode();
	}

	@Override
	public final String toString() {
		return delegate().toString();
	}

}
