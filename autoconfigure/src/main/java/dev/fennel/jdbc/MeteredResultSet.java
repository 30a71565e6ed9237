package dev.fennel.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * A result set that counts the rows through which it goes: by itself, and on the counter
 * when it ends, when its connection does something else, and now and then, so that none
 * is lost where it is never closed.
 */
final class MeteredResultSet extends DelegatingResultSet {

	private static final int MAX_PENDING = 256;

	private static final AtomicLongFieldUpdater<MeteredResultSet> COUNTED = AtomicLongFieldUpdater
		.newUpdater(MeteredResultSet.class, "counted");

	private final MeasuringStatement statement;

	private final OperationMetrics operation;

	private long read;

	/** Of those that were read; its connection may be at work in another thread. */
	private volatile long counted;

	MeteredResultSet(ResultSet delegate, MeasuringStatement statement, OperationMetrics operation) {
		super(delegate);
		this.statement = statement;
		this.operation = operation;
	}

	@Override
	public boolean next() throws SQLException {
		boolean row;
		try {
			row = delegate().next();
		}
		catch (Throwable ex) {
			countRows();
			this.operation.failed(ex);
			throw ex;
		}
		if (row) {
			this.read++;
			this.statement.connection().reads(this);
			if (this.read % MAX_PENDING == 0) {
				countRows();
			}
		}
		else {
			countRows();
		}
		return row;
	}

	@Override
	public @Nullable Statement getStatement() throws SQLException {
		return (delegate().getStatement() != null) ? this.statement : null;
	}

	@Override
	public void close() throws SQLException {
		countRows();
		delegate().close();
	}

	@Override
	@Nullable Object metered(@Nullable Object value) {
		return this.statement.metered(value);
	}

	@Override
	<T> @Nullable T metered(@Nullable T value, Class<T> type) {
		return this.statement.metered(value, type);
	}

	void countRows() {
		long before = this.counted;
		long now = this.read;
		if (now > before && COUNTED.compareAndSet(this, before, now)) {
			this.operation.read(now - before);
		}
	}

}
