package dev.fennel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class MetricFamilyTests {

	private static final int MEGABYTE = 1_048_576;

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry).maxSeries(2).build();

	@Test
	void givesTheSamePointAtEachCall() {
		MetricFamily<CounterDataPoint> family = this.factory.counter("orders").labels("kind").register();
		assertThat(family.labelValues("book")).isSameAs(family.labelValues("book"));
	}

	@Test
	void nullIsTheEmptyValue() {
		MetricFamily<CounterDataPoint> family = this.factory.counter("orders").labels("kind").register();
		family.labelValues((String) null).inc();
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders_total{kind=\"\"}", 1.0);
	}

	@Test
	void wrongNumberOfValuesNamesTheLabels() {
		MetricFamily<CounterDataPoint> family = this.factory.counter("orders").labels("kind", "shop").register();
		assertThatIllegalArgumentException().isThrownBy(() -> family.labelValues("book"))
			.withMessage("The metric family 'orders_total' has the labels [kind, shop], but 1 values were given");
	}

	@Test
	void beyondTheBudgetOpenLabelsAreFoldedAndClosedOnesKept(CapturedOutput output) {
		MetricFamily<CounterDataPoint> family = this.factory.counter("orders")
			.labels("kind", "status")
			.closed("status")
			.register();
		family.labelValues("a", "200").inc();
		family.labelValues("b", "200").inc();
		family.labelValues("c", "200").inc();
		family.labelValues("d", "200").inc(2);
		family.labelValues("d", "500").incWithExemplar(1, Labels.EMPTY);
		family.labelValues("a", "200").inc();
		Page page = Scrapes.of(this.registry);
		assertThat(page.samples()).containsEntry("orders_total{kind=\"a\",status=\"200\"}", 2.0)
			.containsEntry("orders_total{kind=\"b\",status=\"200\"}", 1.0)
			.containsEntry("orders_total{kind=\"__other__\",status=\"200\"}", 3.0)
			.containsEntry("orders_total{kind=\"__other__\",status=\"500\"}", 1.0)
			.containsEntry("fennel_series_folded_total{family=\"orders_total\"}", 3.0);
		assertThat(output.getAll()).containsOnlyOnce("'orders_total' holds 2 label sets");
	}

	@Test
	void foldedGaugesMoveButAreNotSet() {
		MetricFamily<GaugeDataPoint> family = this.factory.gauge("running").labels("task").register();
		family.labelValues("a");
		family.labelValues("b");
		family.labelValues("c").inc();
		family.labelValues("d").inc(2);
		family.labelValues("d").dec();
		family.labelValues("e").set(100);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("running{task=\"__other__\"}", 2.0)
			.containsEntry("fennel_series_folded_total{family=\"running\"}", 4.0);
	}

	@Test
	void foldedGaugeThatIsOnlySetIsLeftOut() {
		MetricFamily<GaugeDataPoint> family = this.factory.gauge("level").labels("tank").register();
		family.labelValues("a").set(1);
		family.labelValues("b").set(2);
		family.labelValues("c").set(3);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("level{tank=\"a\"}", 1.0)
			.doesNotContainKey("level{tank=\"__other__\"}");
	}

	@Test
	void foldedHistogramsAreObserved() {
		MetricFamily<DistributionDataPoint> family = this.factory.histogram("wait_seconds").labels("route").register();
		family.labelValues("a");
		family.labelValues("b");
		family.labelValues("c").observe(0.2);
		family.labelValues("d").observeWithExemplar(0.3, Labels.EMPTY);
		family.labelValues("d").observe(Double.NaN);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("wait_seconds_count{route=\"__other__\"}", 2.0)
			.containsEntry("wait_seconds_sum{route=\"__other__\"}", 0.5)
			.containsEntry("fennel_series_folded_total{family=\"wait_seconds\"}", 2.0);
	}

	@Test
	void removedPointsMakeRoom() {
		MetricFamily<CounterDataPoint> family = this.factory.counter("orders").labels("kind").register();
		family.labelValues("a").inc();
		family.labelValues("b").inc();
		family.labelValues("c").inc();
		family.remove("a");
		family.remove("unknown");
		family.labelValues("d").inc();
		assertThat(Scrapes.of(this.registry).samples()).doesNotContainKey("orders_total{kind=\"a\"}")
			.containsEntry("orders_total{kind=\"d\"}", 1.0);
	}

	@Test
	void manyThreadsLoseNothingAndStayWithinTheBudget(CapturedOutput output) throws Exception {
		GuardedRegistry own = new GuardedRegistry();
		MetricFamily<CounterDataPoint> family = MetricFactory.with(own)
			.maxSeries(100)
			.build()
			.counter("orders")
			.labels("id", "status")
			.closed("status")
			.register();
		int threads = 16;
		int each = 100_000 / threads;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		List<Future<?>> running = new ArrayList<>();
		for (int t = 0; t < threads; t++) {
			int offset = t * each;
			running.add(executor.submit(() -> {
				for (int i = 0; i < each; i++) {
					family.labelValues("id-" + (offset + i), "2xx").inc();
				}
			}));
		}
		for (Future<?> thread : running) {
			thread.get();
		}
		executor.shutdown();
		Page page = Scrapes.of(own);
		assertThat(page.sum((sample) -> sample.startsWith("orders_total"))).isEqualTo(threads * each);
		assertThat(page.samples().keySet().stream().filter((sample) -> sample.startsWith("orders_total"))).hasSize(101);
		assertThat(page.value("fennel_series_folded_total{family=\"orders_total\"}")).isEqualTo(threads * each - 100.0);
		assertThat(output.getAll()).containsOnlyOnce("'orders_total' holds 100 label sets");
	}

	@Test
	void whatIsFoldedIsNotHeld() {
		MetricFamily<CounterDataPoint> counter = this.factory.counter("orders").labels("id").register();
		MetricFamily<GaugeDataPoint> gauge = this.factory.gauge("level").labels("id").register();
		MetricFamily<GaugeDataPoint> running = this.factory.upDownCounter("running").labels("id").register();
		MetricFamily<DistributionDataPoint> wait = this.factory.histogram("wait_seconds").labels("id").register();
		IntConsumer all = (id) -> {
			counter.labelValues("id-" + id).inc();
			gauge.labelValues("id-" + id).set(id);
			running.labelValues("id-" + id).inc();
			wait.labelValues("id-" + id).observe(id);
		};
		IntStream.range(0, 10_000).forEach(all);
		long before = usedMemory();
		IntStream.range(10_000, 110_000).forEach(all);
		assertThat(usedMemory() - before).isLessThan(2 * MEGABYTE);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders_total{id=\"__other__\"}", 109_998.0)
			.containsEntry("running{id=\"__other__\"}", 109_998.0)
			.containsEntry("wait_seconds_count{id=\"__other__\"}", 109_998.0)
			.containsEntry("fennel_series{family=\"orders_total\"}", 3.0);
	}

	private static long usedMemory() {
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

}
