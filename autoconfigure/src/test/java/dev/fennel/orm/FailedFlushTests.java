package dev.fennel.orm;

import java.lang.ref.WeakReference;
import java.util.Map;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import jakarta.persistence.PersistenceException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is left of a flush that has failed.
 */
class FailedFlushTests {

	@Test
	void nothingOfItStaysInTheThread() {
		WeakReference<CounterDataPoint> counted = failOnce();
		long end = System.nanoTime() + 10_000_000_000L;
		while (counted.get() != null && System.nanoTime() < end) {
			System.gc();
		}
		assertThat(counted.get()).isNull();
	}

	private static WeakReference<CounterDataPoint> failOnce() {
		GuardedRegistry registry = new GuardedRegistry();
		EntityMetrics metrics = new EntityMetrics(MetricFactory.with(registry).build());
		HibernateEntities entities = new HibernateEntities(metrics);
		try (Persistence persistence = Persistence.of(Map.of(), Library.Book.class)) {
			entities.observe(persistence.factory());
			persistence.inTransaction((manager) -> manager.persist(new Library.Book(1, "one")));
			assertThatExceptionOfType(PersistenceException.class)
				.isThrownBy(() -> persistence.inTransaction((manager) -> {
					manager.persist(new Library.Book(2, "two"));
					manager.persist(new Library.Book(1, "again"));
					manager.flush();
				}));
			assertThat(metrics.entity("Book").inserts().get()).isOne();
		}
		return new WeakReference<>(metrics.entity("Book").inserts());
	}

}
