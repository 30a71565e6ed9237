package dev.fennel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SnapshotCollectorTests {

	private static final int MAX_SERIES = 200;

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry)
		.commonLabels(Map.of("m_region", "eu"))
		.maxSeries(MAX_SERIES)
		.build();

	private final MetricFamily<DistributionDataPoint> family = this.factory.histogram("wait_seconds")
		.labels("z", "a", "n")
		.register();

	@Test
	void handsOutItsPointsInTheOrderOfTheirLabels() {
		Random random = new Random(5);
		for (int i = 0; i < 100; i++) {
			this.family.labelValues("z" + random.nextInt(9), "a" + random.nextInt(9), "Ä\"" + random.nextInt(9));
		}
		assertThat(labels()).hasSizeGreaterThan(50).isSorted();
	}

	@Test
	void theOrderIsKeptUntilAPointComesOrGoes() {
		this.family.labelValues("b", "x", "");
		List<DistributionDataPoint> first = collector().ordered();
		this.family.labelValues("b", "x", "").observe(1);
		assertThat(collector().ordered()).isSameAs(first).hasSize(1);
		DistributionDataPoint added = this.family.labelValues("a", "x", "");
		assertThat(collector().ordered()).hasSize(2).startsWith(added);
		this.family.remove("b", "x", "");
		assertThat(collector().ordered()).containsExactly(added);
		assertThat(this.family.reset("a", "x", "")).isNotSameAs(added);
		assertThat(collector().ordered()).hasSize(1).doesNotContain(added);
	}

	@Test
	void aFoldedPointIsInTheOrderToo() {
		for (int i = 0; i <= MAX_SERIES; i++) {
			this.family.labelValues("z" + i, "a", "n").observe(1);
		}
		assertThat(labels()).hasSize(MAX_SERIES + 1).isSorted();
	}

	@Test
	void aPointWithTheNameOfAFoldedOneIsShownOnce() {
		fillAndFold();
		this.family.remove("z0", "a", "n");
		this.family.labelValues(MetricFamily.OTHER, MetricFamily.OTHER, MetricFamily.OTHER).observe(1);
		assertThat(otherCount()).isEqualTo(2);
		assertThat(labels()).hasSize(MAX_SERIES).isSorted();
		this.family.remove(MetricFamily.OTHER, MetricFamily.OTHER, MetricFamily.OTHER);
		assertThat(otherCount()).isEqualTo(2);
	}

	@Test
	void aFoldedPointWithTheNameOfAnotherIsShownOnce() {
		this.family.labelValues(MetricFamily.OTHER, MetricFamily.OTHER, MetricFamily.OTHER).observe(1);
		fillAndFold();
		assertThat(otherCount()).isEqualTo(2);
		assertThat(labels()).hasSize(MAX_SERIES).isSorted();
	}

	@Test
	void nothingThatWasAddedIsEverMissing() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(2);
		for (int round = 0; round < 1000; round++) {
			GuardedRegistry own = new GuardedRegistry();
			MetricFamily<DistributionDataPoint> other = MetricFactory.with(own)
				.build()
				.histogram("wait_seconds")
				.labels("a")
				.register();
			SnapshotCollector<?> collector = (SnapshotCollector<?>) own.find("wait_seconds").orElseThrow();
			CyclicBarrier barrier = new CyclicBarrier(2);
			List<Future<?>> both = new ArrayList<>();
			both.add(executor.submit(() -> {
				barrier.await();
				for (int i = 0; i < 10; i++) {
					other.labelValues("a" + i);
					assertThat(collector.ordered()).hasSize(i + 1);
				}
				return null;
			}));
			both.add(executor.submit(() -> {
				barrier.await();
				int before = 0;
				while (before < 10) {
					int now = collector.ordered().size();
					assertThat(now).isGreaterThanOrEqualTo(before);
					before = now;
				}
				return null;
			}));
			for (Future<?> thread : both) {
				thread.get();
			}
		}
		executor.shutdown();
	}

	private void fillAndFold() {
		for (int i = 0; i < MAX_SERIES; i++) {
			this.family.labelValues("z" + i, "a", "n");
		}
		this.family.labelValues("folded", "a", "n").observe(1);
	}

	private double otherCount() {
		return Scrapes.of(this.registry)
			.value("wait_seconds_count{a=\"__other__\",m_region=\"eu\",n=\"__other__\",z=\"__other__\"}");
	}

	private List<Labels> labels() {
		return collector().ordered().stream().map((point) -> ((HistogramDataPoint) point).labels()).toList();
	}

	@SuppressWarnings("unchecked")
	private SnapshotCollector<DistributionDataPoint> collector() {
		return (SnapshotCollector<DistributionDataPoint>) this.registry.find("wait_seconds").orElseThrow();
	}

}
