package dev.fennel.migration;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.fennel.MetricDefinitionException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/**
 * Reads migrations in the background: once after start-up, then in intervals. It is the
 * last to start and the first to stop.
 *
 * @since 0.1.0
 */
public final class MigrationRefresh implements SmartLifecycle, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(MigrationRefresh.class);

	private static final long PATIENCE_MILLIS = 1000;

	private final MigrationMetrics metrics;

	private final Supplier<List<MigrationHistory>> histories;

	private final Duration interval;

	private final Set<Place> reported = new HashSet<>();

	private @Nullable Worker worker;

	/**
	 * Creates what reads.
	 * @param metrics the owner of the families
	 * @param histories where migrations can be read, asked for each time
	 * @param interval the time between two readings
	 * @throws MetricDefinitionException if the interval is not positive
	 */
	public MigrationRefresh(MigrationMetrics metrics, Supplier<List<MigrationHistory>> histories, Duration interval) {
		if (interval.isNegative() || interval.isZero()) {
			throw new MetricDefinitionException("fennel.migration.refresh is %s".formatted(interval),
					"Set a positive duration such as 5m");
		}
		this.metrics = metrics;
		this.histories = histories;
		this.interval = interval;
	}

	@Override
	public synchronized void start() {
		if (this.worker == null) {
			this.worker = new Worker();
			this.worker.thread.start();
		}
	}

	/**
	 * Stops after the reading that may be under way, for which it waits for a moment. It
	 * does not interrupt it, since that closes files of embedded databases.
	 */
	@Override
	public synchronized void stop() {
		Worker worker = this.worker;
		if (worker != null) {
			this.worker = null;
			worker.stop();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.worker != null;
	}

	/**
	 * Reads once.
	 */
	void refresh() {
		refresh(() -> false);
	}

	/**
	 * Shows each place as soon as it is read, so that one that hangs does not keep back
	 * those before it.
	 */
	private void refresh(BooleanSupplier stopped) {
		this.metrics.failures().guard("find where migrations can be read", () -> {
			Map<Place, List<MigrationHistory>> places = new LinkedHashMap<>();
			for (MigrationHistory history : this.histories.get()) {
				places.computeIfAbsent(new Place(history.dataSource(), history.tool()), (place) -> new ArrayList<>())
					.add(history);
			}
			places.forEach((place, all) -> refresh(place, all, stopped));
		});
	}

	private void refresh(Place place, List<MigrationHistory> histories, BooleanSupplier stopped) {
		MigrationCounts counts = new MigrationCounts(0, 0, 0);
		try {
			for (MigrationHistory history : histories) {
				counts = counts.plus(history.read());
			}
			this.metrics.found(place.dataSource(), place.tool(), counts);
		}
		catch (Throwable ex) {
			// What is cut off when the application ends is no news
			if (!stopped.getAsBoolean()) {
				this.metrics.unknown(place.dataSource(), place.tool());
				report(place, ex);
			}
		}
	}

	private void report(Place place, Throwable failure) {
		SQLException cause = sqlException(failure);
		if (cause == null) {
			this.metrics.failures().record("read the migrations of a data source", failure);
		}
		else if (this.reported.add(place)) {
			// Without its message, which may quote the URL and with it a password
			logger.warn(("The migrations that %s did in the data source '%s' cannot be read (%s, SQL state %s)."
					+ " Their series are left out until they can.")
				.formatted(place.tool(), place.dataSource(), cause.getClass().getSimpleName(), cause.getSQLState()));
		}
	}

	private static @Nullable SQLException sqlException(Throwable failure) {
		Set<Throwable> seen = new HashSet<>();
		for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
			if (cause instanceof SQLException sqlException) {
				return sqlException;
			}
		}
		return null;
	}

	private record Place(String dataSource, String tool) {
	}

	/**
	 * One thread from start to stop.
	 */
	private final class Worker implements Runnable {

		private final CountDownLatch stopped = new CountDownLatch(1);

		private final Thread thread = new Thread(this, "fennel-migrations");

		Worker() {
			this.thread.setDaemon(true);
		}

		@Override
		public void run() {
			try {
				do {
					refresh(() -> this.stopped.getCount() == 0);
				}
				while (!this.stopped.await(MigrationRefresh.this.interval.toMillis(), TimeUnit.MILLISECONDS));
			}
			catch (InterruptedException ex) {
				this.thread.interrupt();
			}
		}

		void stop() {
			this.stopped.countDown();
			try {
				this.thread.join(PATIENCE_MILLIS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
