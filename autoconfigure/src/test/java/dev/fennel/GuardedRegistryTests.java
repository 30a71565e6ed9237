package dev.fennel;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class GuardedRegistryTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry).maxSeries(3).build();

	@Test
	void aCollectorThatThrowsIsLeftOutAndReported(CapturedOutput output) {
		this.factory.gauge("fine").registerSingle().set(1);
		CounterWithCallback.builder().name("broken_total").callback((callback) -> {
			throw new IllegalStateException("no");
		}).register(this.registry);
		GaugeWithCallback.builder().name("good").callback((callback) -> callback.call(2)).register(this.registry);
		Scrapes.of(this.registry);
		Page page = Scrapes.of(this.registry);
		assertThat(page.samples()).containsEntry("fine", 1.0)
			.containsEntry("good", 2.0)
			.containsEntry("fennel_collector_up{collector=\"broken_total\"}", 0.0)
			.containsEntry("fennel_collector_up{collector=\"good\"}", 1.0)
			.containsKey("fennel_collector_duration_seconds{collector=\"good\"}")
			.doesNotContainKey("fennel_collector_up{collector=\"fine\"}");
		assertThat(output.getAll()).containsOnlyOnce("'broken_total' is left out of the metrics page: it threw");
	}

	@Test
	void aCollectorThatRecoversIsUpOnThatVeryPage() {
		boolean[] broken = { true };
		GaugeWithCallback.builder().name("moody").callback((callback) -> {
			if (broken[0]) {
				throw new IllegalStateException("no");
			}
			callback.call(1);
		}).register(this.registry);
		assertThat(Scrapes.of(this.registry).value("fennel_collector_up{collector=\"moody\"}")).isZero();
		broken[0] = false;
		assertThat(Scrapes.of(this.registry).value("fennel_collector_up{collector=\"moody\"}")).isEqualTo(1);
	}

	@Test
	void multiCollectorsHaveTheNameThatTheyWereRegisteredWith() {
		this.registry.register(new Pair("one", "two"), "pairBean");
		this.registry.register(new Pair("three", "four"));
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("one", 1.0)
			.containsEntry("four", 1.0)
			.containsEntry("fennel_collector_up{collector=\"pairBean\"}", 1.0)
			.containsEntry("fennel_collector_up{collector=\"Pair\"}", 1.0);
	}

	@Test
	void collectorsWithoutANameHaveThatOfTheirClass() {
		Collector collector = new Unnamed();
		this.registry.register(collector);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("unnamed", 1.0)
			.containsEntry("fennel_collector_up{collector=\"Unnamed\"}", 1.0);
	}

	@Test
	void theSameInstanceTwiceIsNoClash() {
		Collector unnamed = new Unnamed();
		Gauge gauge = Gauge.builder().name("stock").build();
		MultiCollector pair = new Pair("one", "two");
		for (int i = 0; i < 2; i++) {
			this.registry.register(unnamed);
			this.registry.register(gauge);
			this.registry.register(pair);
		}
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("stock", 0.0)
			.containsEntry("unnamed", 1.0)
			.containsEntry("one", 1.0);
	}

	@Test
	void anotherInstanceOfAFamilyIsRefusedByTheClient() {
		Gauge.builder().name("stock").register(this.registry);
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> Gauge.builder().name("stock").register(this.registry));
	}

	@Test
	void unregisterFreesTheNameAndIgnoresStrangers() {
		Gauge gauge = Gauge.builder().name("stock").register(this.registry);
		this.registry.unregister(Gauge.builder().name("stock").build());
		assertThat(Scrapes.of(this.registry).samples()).containsKey("stock");
		this.registry.unregister(gauge);
		assertThat(Scrapes.of(this.registry).samples()).doesNotContainKey("stock");
		Gauge.builder().name("stock").register(this.registry);
		assertThat(Scrapes.of(this.registry).samples()).containsKey("stock");
	}

	@Test
	void whatWasUnregisteredIsNotReportedAnyMore() {
		MultiCollector pair = new Pair("one", "two");
		this.registry.register(pair);
		Scrapes.of(this.registry);
		this.registry.unregister(pair);
		assertThat(Scrapes.of(this.registry).samples()).doesNotContainKey("fennel_collector_up{collector=\"Pair\"}")
			.doesNotContainKey("fennel_series{family=\"one\"}");
	}

	@Test
	void twoFamiliesOfOneNameAndTypeBecomeOne() {
		this.registry.register(new Unnamed());
		this.registry.register(new Unnamed());
		assertThat(Scrapes.of(this.registry).text()).containsOnlyOnce("# TYPE unnamed gauge")
			.containsOnlyOnce("unnamed 1.0");
	}

	@Test
	void aFamilyThatGaveWayIsUpAgainWhenTheOtherIsGone() {
		Collector other = () -> CounterSnapshot.builder().name("orders").build();
		this.registry.register(other);
		Gauge.builder().name("orders").register(this.registry);
		String up = "fennel_collector_up{collector=\"orders\"}";
		assertThat(Scrapes.of(this.registry).samples()).containsEntry(up, 0.0).doesNotContainKey("orders");
		this.registry.scrape((name) -> name.equals("another"));
		assertThat(Scrapes.of(this.registry).samples()).containsEntry(up, 0.0);
		this.registry.unregister(other);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders", 0.0).doesNotContainKey(up);
	}

	@Test
	void filterRunsOnlyWhatMayOwnTheName() {
		Pair pair = new Pair("one", "two");
		this.registry.register(pair);
		Counter.builder().name("orders").register(this.registry).inc();
		MetricSnapshots snapshots = this.registry.scrape((name) -> name.equals("orders"));
		assertThat(snapshots.stream().map((snapshot) -> snapshot.getMetadata().getPrometheusName()))
			.containsExactly("orders");
		assertThat(pair.collections).isZero();
	}

	@Test
	void seriesAreCountedByFamily(CapturedOutput output) {
		Gauge gauge = Gauge.builder().name("stock").labelNames("kind").register(this.registry);
		for (int i = 0; i < 4; i++) {
			gauge.labelValues("kind-" + i).set(1);
		}
		Scrapes.of(this.registry);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("fennel_series{family=\"stock\"}", 4.0);
		assertThat(output.getAll())
			.containsOnlyOnce("'stock', which the application registers itself, holds 4 label sets");
	}

	@Test
	void aRegistryWithoutAFactoryWorksToo() {
		GuardedRegistry plain = new GuardedRegistry();
		plain.register(new Unnamed());
		assertThat(Scrapes.of(plain).samples()).containsExactlyEntriesOf(java.util.Map.of("unnamed", 1.0));
	}

	private static MetricSnapshot gauge(String name) {
		return GaugeSnapshot.builder()
			.name(name)
			.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(1).build())
			.build();
	}

	static final class Unnamed implements Collector {

		@Override
		public MetricSnapshot collect() {
			return gauge("unnamed");
		}

	}

	static final class Pair implements MultiCollector {

		private final String first;

		private final String second;

		private int collections;

		Pair(String first, String second) {
			this.first = first;
			this.second = second;
		}

		@Override
		public MetricSnapshots collect() {
			this.collections++;
			return MetricSnapshots.of(gauge(this.first), gauge(this.second));
		}

		@Override
		@SuppressWarnings("deprecation")
		public java.util.List<String> getPrometheusNames() {
			return java.util.List.of(this.first, this.second);
		}

	}

}
