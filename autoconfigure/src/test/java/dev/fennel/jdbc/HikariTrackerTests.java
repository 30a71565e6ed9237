package dev.fennel.jdbc;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The place for a tracker is shared with whom it would else belong to.
 */
class HikariTrackerTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final JdbcMetrics metrics = new JdbcMetrics(MetricFactory.with(this.registry).build());

	private final HikariMetering metering = new HikariMetering();

	@Test
	void theApplicationsTrackerHearsAllAndIsMadeOnce() throws SQLException {
		List<Recorded> made = new ArrayList<>();
		try (HikariDataSource pool = measured("a")) {
			pool.setMetricsTrackerFactory((name, stats) -> {
				made.add(new Recorded());
				return made.get(0);
			});
			pool.getConnection().close();
			pool.getConnection().close();
			assertThat(made).singleElement().satisfies((tracker) -> assertThat(tracker.acquired).isEqualTo(2));
			assertThat(page().value(acquired("a"))).isEqualTo(2);
		}
		assertThat(made.get(0).closed).isTrue();
	}

	@Test
	void whatItThrowsIsTheApplications() {
		try (HikariDataSource pool = measured("a")) {
			pool.setMetricsTrackerFactory((name, stats) -> {
				throw new IllegalStateException("no tracker");
			});
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(pool::getConnection)
				.withMessage("no tracker");
		}
	}

	@Test
	void aRegistryOfMicrometersStaysAndHearsAll() throws SQLException {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		try (HikariDataSource pool = measured("a")) {
			pool.setMetricRegistry(meters);
			pool.getConnection().close();
			assertThat(pool.getMetricRegistry()).isSameAs(meters);
			assertThat(meters.get("hikaricp.connections.acquire").timer().count()).isEqualTo(1);
			assertThat(page().value(acquired("a"))).isEqualTo(1);
			assertThat(page().samples()).containsKey(max("a"));
		}
	}

	@Test
	void poolsThatStartedBeforeAreSharedLaterEachForItself() throws SQLException {
		try (HikariDataSource first = measured("a"); HikariDataSource second = measured("b")) {
			first.getConnection().close();
			second.getConnection().close();
			Recorded tracker = new Recorded();
			this.metering.share((name, stats) -> {
				if (name.equals("a")) {
					throw new IllegalStateException("a filter of Micrometer's");
				}
				return tracker;
			});
			first.getConnection().close();
			second.getConnection().close();
			assertThat(tracker.acquired).isOne();
			assertThat(page().value(acquired("a"))).isEqualTo(2);
			assertThat(page().samples()).containsEntry("fennel_errors_total{feature=\"jdbc\"}", 1.0);
		}
	}

	@Test
	void poolsThatStartAfterwardsAreSharedAtOnce() throws SQLException {
		Recorded tracker = new Recorded();
		this.metering.share((name, stats) -> tracker);
		try (HikariDataSource pool = measured("a")) {
			pool.getConnection().close();
			assertThat(tracker.acquired).isOne();
		}
	}

	@Test
	void aPoolThatIsClosedIsOffThePageUnlessAnotherHasItsName() throws SQLException {
		HikariDataSource first = measured("a");
		first.getConnection().close();
		assertThat(page().samples()).containsEntry(max("a"), 3.0);
		HikariDataSource second = measured("a");
		second.setMaximumPoolSize(7);
		second.getConnection().close();
		first.close();
		assertThat(page().samples()).containsEntry(max("a"), 7.0);
		second.close();
		assertThat(page().samples().keySet()).noneMatch((sample) -> sample.startsWith("db_client_pool_connections"));
		assertThat(page().value(acquired("a"))).isEqualTo(2);
	}

	@Test
	void aPoolThatIsClosedAndForgottenIsNotHeld() throws SQLException {
		WeakReference<HikariDataSource> pool = startAndClose();
		long end = System.nanoTime() + 10_000_000_000L;
		while (pool.get() != null && System.nanoTime() < end) {
			System.gc();
		}
		assertThat(pool.get()).isNull();
		this.metering.share(null);
	}

	private WeakReference<HikariDataSource> startAndClose() throws SQLException {
		HikariDataSource pool = measured("a");
		pool.getConnection().close();
		pool.close();
		return new WeakReference<>(pool);
	}

	private HikariDataSource measured(String name) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:h2:mem:tracker");
		pool.setPoolName(name);
		pool.setMaximumPoolSize(3);
		this.metering.measure(pool, this.metrics.dataSource(name, pool.getJdbcUrl()));
		return pool;
	}

	private Page page() {
		return Scrapes.of(this.registry);
	}

	private static String acquired(String name) {
		return "db_client_connection_acquire_seconds_count{datasource=\"%s\",vendor=\"h2\"}".formatted(name);
	}

	private static String max(String name) {
		return "db_client_pool_connections_max{datasource=\"%s\",vendor=\"h2\"}".formatted(name);
	}

	private static final class Recorded implements IMetricsTracker {

		private int acquired;

		private boolean closed;

		@Override
		public void recordConnectionAcquiredNanos(long nanos) {
			this.acquired++;
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
