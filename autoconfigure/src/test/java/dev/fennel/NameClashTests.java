package dev.fennel;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The same rules on the clients of all lines.
 */
class NameClashTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	static Stream<List<Function<GuardedRegistry, Collector>>> clashes() {
		return Stream.of(pair(histogram("h"), gauge("h_count")), pair(histogram("h"), gauge("h_sum")),
				pair(histogram("h"), gauge("h")), pair(summary("s"), gauge("s_count")),
				pair(summary("s"), gauge("s_sum")), pair(counter("c"), gauge("c")),
				pair(counter("c_total"), gauge("c")), pair(counter("c"), info("c")),
				pair(counter("h_sum"), summary("h")), pair(info("h_count"), histogram("h")),
				pair(histogram("h_sum"), summary("h")), pair(counter("h_count"), histogram("h_count")),
				pair(info("target"), gauge("target")), pair(histogram("h"), summary("h")),
				pair(gauge("x_count"), summary("x")), pair(callback("h_count"), histogram("h")));
	}

	@ParameterizedTest
	@MethodSource("clashes")
	void familiesWithANameInCommonAreRefusedInEitherOrder(List<Function<GuardedRegistry, Collector>> both) {
		for (int first = 0; first < 2; first++) {
			GuardedRegistry own = new GuardedRegistry();
			Collector registered = both.get(first).apply(own);
			Function<GuardedRegistry, Collector> refused = both.get(1 - first);
			assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> refused.apply(own))
				.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
			assertThat(own.scrape().size()).isEqualTo(1);
			own.unregister(registered);
			refused.apply(own);
			assertThat(own.scrape().size()).isEqualTo(1);
		}
	}

	static Stream<List<Function<GuardedRegistry, Collector>>> clashesWithReservedNames() {
		return Stream.of(pair(gauge("h_bucket"), histogram("h")), pair(gauge("h_created"), histogram("h")),
				pair(gauge("s_created"), summary("s")), pair(gauge("c_total"), counter("c")),
				pair(gauge("c_total"), counter("c_total")), pair(gauge("c_created"), counter("c")),
				pair(gauge("i_info"), info("i")), pair(gauge("i_info"), info("i_info")),
				pair(histogram("c_total"), counter("c")), pair(callback("c_total"), counter("c")));
	}

	/** Clients of older lines refuse the names themselves. */
	@ParameterizedTest
	@MethodSource
	void clashesWithReservedNames(List<Function<GuardedRegistry, Collector>> both) {
		try {
			both.get(0).apply(new GuardedRegistry());
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageContaining("suffix");
			return;
		}
		familiesWithANameInCommonAreRefusedInEitherOrder(both);
	}

	@Test
	void aFamilyOfOursAndOneOfTheClientsWithTheSameLabelsAreRefusedInEitherOrder() {
		MetricFactory factory = MetricFactory.with(this.registry).commonLabels(Map.of("region", "eu")).build();
		factory.counter("ours").labels("kind").register();
		Counter theirs = labelled("ours", "region", "kind");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.registry.register(theirs));
		this.registry.register(labelled("theirs", "kind", "region"));
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> factory.counter("theirs").labels("kind").register());
		assertThat(this.registry.scrape().stream().map((family) -> family.getMetadata().getName())).contains("ours",
				"theirs");
	}

	@Test
	void aFamilyOfOursAndOneOfTheClientsWithOtherLabelsAreBothThereWhereTheClientKnowsLabels() {
		assumeThat(CollectorTypes.areKnown()).isTrue();
		MetricFactory factory = MetricFactory.with(this.registry).build();
		factory.counter("ours").labels("kind").register().labelValues("a");
		Counter theirs = labelled("ours", "shop");
		this.registry.register(theirs);
		theirs.labelValues("b").inc();
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("ours_total{kind=\"a\"}", 0.0)
			.containsEntry("ours_total{shop=\"b\"}", 1.0);
		this.registry.unregister(theirs);
		this.registry.register(theirs);
	}

	@Test
	void aRefusedMultiCollectorLeavesNothingBehind() {
		histogram("two").apply(this.registry);
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.registry.register(new Named("one", "two_count", "three")))
			.withMessage("the family 'two_count' and the histogram 'two' both have the name 'two_count'");
		gauge("one").apply(this.registry);
		gauge("three").apply(this.registry);
		assertThat(this.registry.scrape().size()).isEqualTo(3);
	}

	@Test
	void aMultiCollectorThatTheClientWouldRefuseLeavesNothingBehind() {
		gauge("two").apply(this.registry);
		Named named = new Named("one", "two");
		if (CollectorTypes.areKnown()) {
			this.registry.register(named);
			this.registry.unregister(named);
		}
		else {
			assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> this.registry.register(named));
		}
		gauge("one").apply(this.registry);
		assertThat(this.registry.scrape().size()).isEqualTo(2);
	}

	@Test
	void unregisterFreesEachNameThatWasClaimed() {
		Collector histogram = histogram("h").apply(this.registry);
		this.registry.unregister(histogram);
		for (String name : List.of("h", "h_count", "h_sum")) {
			gauge(name).apply(this.registry);
		}
		Named named = new Named("one", "two");
		this.registry.register(named);
		this.registry.unregister(named);
		gauge("one").apply(this.registry);
		gauge("two").apply(this.registry);
		assertThat(this.registry.scrape().size()).isEqualTo(5);
	}

	@Test
	void collectorsAreFoundAndRemovedByTheNameOfAFamily() {
		Collector counter = counter("orders").apply(this.registry);
		Named named = new Named("one", "two");
		this.registry.register(named);
		assertThat(this.registry.find("orders")).containsSame(counter);
		assertThat(this.registry.find("orders_total")).containsSame(counter);
		assertThat(this.registry.find("two")).containsSame(named);
		assertThat(this.registry.find("nothing")).isEmpty();
		assertThat(this.registry.unregister("orders_total")).isTrue();
		assertThat(this.registry.unregister("one")).isTrue();
		assertThat(this.registry.unregister("one")).isFalse();
		assertThat(this.registry.scrape().size()).isZero();
	}

	@Test
	void aTypeThatIsNotToldIsSeenAtTheFirstScrape() {
		MetricFactory.with(this.registry).build();
		counter("orders").apply(this.registry);
		this.registry.register(
				(MultiCollector) () -> MetricSnapshots.of(gaugeSnapshot("orders"), gaugeSnapshot("fine")), "late");
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders_total", 0.0)
			.doesNotContainKey("orders")
			.containsEntry("fine", 1.0)
			.containsEntry("fennel_collector_up{collector=\"late\"}", 0.0);
	}

	@Test
	void aTypeThatADescriptorTellsIsKnownBeforeAnyScrape() {
		assumeThat(Descriptors.areKnown()).isTrue();
		histogram("h").apply(this.registry);
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.registry.register(Descriptors.collector("COUNTER", "h_count")))
			.withMessage("the counter 'h_count' and the histogram 'h' both have the name 'h_count'");
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.registry.register(Descriptors.multiCollector("HISTOGRAM", "fine", "h_sum")))
			.withMessage("the histogram 'h_sum' and the histogram 'h' both have the name 'h_sum'");
		Collector counter = Descriptors.collector("COUNTER", "orders");
		this.registry.register(counter);
		assertThat(this.registry.find("orders_total")).containsSame(counter);
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> gauge("orders_total").apply(this.registry));
	}

	@Test
	void oneInstanceRegisteredByManyThreadsAtOnceIsNoClash() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		for (int round = 0; round < 2000; round++) {
			GuardedRegistry own = new GuardedRegistry();
			Collector gauge = Gauge.builder().name("stock").build();
			MultiCollector named = new Named("one", "two");
			atOnce(threads, () -> {
				own.register(gauge);
				own.register(named);
			});
			assertThat(own.scrape().size()).isEqualTo(3);
			atOnce(threads, () -> {
				own.unregister(gauge);
				own.unregister(named);
			});
			assertThat(own.scrape().size()).isZero();
		}
		threads.shutdown();
	}

	private static void atOnce(ExecutorService threads, Runnable action) throws Exception {
		for (Future<?> end : threads.invokeAll(Collections.nCopies(4, Executors.callable(action)))) {
			end.get();
		}
	}

	@Test
	void unnamedCollectorsOfTheSameFamilyAreUnited() {
		this.registry.register((Collector) () -> CounterSnapshot.builder()
			.name("orders")
			.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(1).build())
			.build());
		this.registry.register((Collector) () -> CounterSnapshot.builder()
			.name("orders")
			.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
				.labels(io.prometheus.metrics.model.snapshots.Labels.of("kind", "x"))
				.value(2)
				.build())
			.build());
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders_total", 1.0)
			.containsEntry("orders_total{kind=\"x\"}", 2.0);
	}

	@Test
	void oneNameWithTwoLabelSetsIsAllowedWhereTheClientAllowsIt() {
		Counter.builder().name("orders").labelNames("a").register(this.registry).labelValues("1").inc();
		if (CollectorTypes.areKnown()) {
			Counter.builder().name("orders").labelNames("b").register(this.registry).labelValues("2").inc();
			assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders_total{a=\"1\"}", 1.0)
				.containsEntry("orders_total{b=\"2\"}", 1.0);
		}
		else {
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> Counter.builder().name("orders").labelNames("b").register(this.registry));
		}
	}

	private static List<Function<GuardedRegistry, Collector>> pair(Function<GuardedRegistry, Collector> first,
			Function<GuardedRegistry, Collector> second) {
		return List.of(first, second);
	}

	private static Function<GuardedRegistry, Collector> counter(String name) {
		return (registry) -> Counter.builder().name(name).register(registry);
	}

	private static Function<GuardedRegistry, Collector> gauge(String name) {
		return (registry) -> Gauge.builder().name(name).register(registry);
	}

	private static Function<GuardedRegistry, Collector> callback(String name) {
		return (registry) -> GaugeWithCallback.builder()
			.name(name)
			.callback((callback) -> callback.call(1))
			.register(registry);
	}

	private static Function<GuardedRegistry, Collector> histogram(String name) {
		return (registry) -> Histogram.builder().name(name).register(registry);
	}

	private static Function<GuardedRegistry, Collector> summary(String name) {
		return (registry) -> Summary.builder().name(name).register(registry);
	}

	private static Function<GuardedRegistry, Collector> info(String name) {
		return (registry) -> Info.builder().name(name).register(registry);
	}

	private static MetricSnapshot gaugeSnapshot(String name) {
		return GaugeSnapshot.builder()
			.name(name)
			.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(1).build())
			.build();
	}

	private static Counter labelled(String name, String... labels) {
		Counter.Builder builder = Counter.builder().withoutExemplars();
		builder.name(name);
		builder.labelNames(labels);
		return builder.build();
	}

	/**
	 * Collectors that tell their families by descriptors only, which clients have from
	 * 1.7 on.
	 */
	private static final class Descriptors {

		private static final String TYPE = "io.prometheus.metrics.model.registry.MetricType";

		private static final String DESCRIPTOR = "io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor";

		private static final ClassLoader LOADER = Collector.class.getClassLoader();

		static boolean areKnown() {
			return ClassUtils.isPresent(DESCRIPTOR, LOADER);
		}

		static Collector collector(String type, String name) {
			return (Collector) proxy(Collector.class, descriptor(type, name));
		}

		static MultiCollector multiCollector(String type, String... names) {
			return (MultiCollector) proxy(MultiCollector.class,
					Stream.of(names).map((name) -> descriptor(type, name)).toList());
		}

		private static Object descriptor(String type, String name) {
			try {
				Class<?> types = ClassUtils.forName(TYPE, LOADER);
				return ClassUtils.forName(DESCRIPTOR, LOADER)
					.getMethod("of", types, MetricMetadata.class)
					.invoke(null, types.getField(type).get(null), new MetricMetadata(name));
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static Object proxy(Class<?> type, Object told) {
			return Proxy.newProxyInstance(LOADER, new Class<?>[] { type }, (proxy, method, arguments) -> {
				if (method.getName().startsWith("getMetricFamilyDescriptor")) {
					return told;
				}
				return switch (method.getName()) {
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == arguments[0];
					default -> InvocationHandler.invokeDefault(proxy, method, arguments);
				};
			});
		}

	}

	private static final class Named implements MultiCollector {

		private final List<String> names;

		private Named(String... names) {
			this.names = List.of(names);
		}

		@Override
		public MetricSnapshots collect() {
			return new MetricSnapshots(this.names.stream().map(NameClashTests::gaugeSnapshot).toList());
		}

		@Override
		@SuppressWarnings("deprecation")
		public List<String> getPrometheusNames() {
			return this.names;
		}

	}

}
