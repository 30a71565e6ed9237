package dev.fennel.jdbc;

import java.util.function.Consumer;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import org.jspecify.annotations.Nullable;

/**
 * Records for a pool of HikariCP, and passes all on to the tracker that the pool would
 * have without this one.
 */
final class HikariTracker implements IMetricsTracker {

	private static final double MILLIS_PER_SECOND = 1e3;

	private final DataSourceMetrics metrics;

	private final String poolName;

	private final PoolStats stats;

	private final Consumer<HikariTracker> closed;

	private volatile @Nullable IMetricsTracker other;

	HikariTracker(DataSourceMetrics metrics, String poolName, PoolStats stats, Consumer<HikariTracker> closed) {
		this.metrics = metrics;
		this.poolName = poolName;
		this.stats = stats;
		this.closed = closed;
	}

	/** Passes all on from now on; a factory that fails is left out. */
	void share(MetricsTrackerFactory factory) {
		this.metrics.guard("share HikariCP's place for a tracker", () -> shareStrictly(factory));
	}

	/** Passes all on from now on. */
	void shareStrictly(MetricsTrackerFactory factory) {
		this.other = factory.create(this.poolName, this.stats);
	}

	@Override
	public void recordConnectionCreatedMillis(long millis) {
		IMetricsTracker shared = this.other;
		if (shared != null) {
			shared.recordConnectionCreatedMillis(millis);
		}
	}

	@Override
	public void recordConnectionAcquiredNanos(long nanos) {
		this.metrics.acquired(nanos / OperationMetrics.NANOS_PER_SECOND);
		IMetricsTracker shared = this.other;
		if (shared != null) {
			shared.recordConnectionAcquiredNanos(nanos);
		}
	}

	@Override
	public void recordConnectionUsageMillis(long millis) {
		this.metrics.used(millis / MILLIS_PER_SECOND);
		IMetricsTracker shared = this.other;
		if (shared != null) {
			shared.recordConnectionUsageMillis(millis);
		}
	}

	@Override
	public void recordConnectionTimeout() {
		IMetricsTracker shared = this.other;
		if (shared != null) {
			shared.recordConnectionTimeout();
		}
	}

	@Override
	public void close() {
		this.closed.accept(this);
		IMetricsTracker shared = this.other;
		if (shared != null) {
			shared.close();
		}
	}

}
