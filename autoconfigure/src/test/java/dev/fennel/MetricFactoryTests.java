package dev.fennel;

import java.util.Map;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MetricFactoryTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry).build();

	@Test
	void counterIsOnThePageWithTotalAndStartsAtZero() {
		this.factory.counter("orders").help("Orders").registerSingle();
		assertThat(Scrapes.of(this.registry).text()).contains("""
				# HELP orders_total Orders
				# TYPE orders_total counter
				orders_total 0.0
				""");
	}

	@Test
	void askingTwiceGivesTheSameFamilyWithOrWithoutTotal() {
		MetricFamily<?> first = this.factory.counter("orders").help("Orders").labels("kind").register();
		MetricFamily<?> second = this.factory.counter("orders_total").help("Orders").labels("kind").register();
		assertThat(second).isSameAs(first);
		assertThat(first.name()).isEqualTo("orders_total");
	}

	@Test
	void anotherTypeFailsWithBothOwners() {
		this.factory.gauge("orders").register();
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> Other.summary(this.factory))
			.withMessageContaining(MetricFactoryTests.class.getName() + " as a gauge")
			.withMessageContaining(Other.class.getName() + " as a summary");
	}

	@Test
	void otherLabelsOrHelpOrBucketsFail() {
		this.factory.histogram("wait_seconds").help("Wait").labels("a").buckets(1, 2).register();
		assertRefused(this.factory.histogram("wait_seconds").help("Wait").labels("b").buckets(1, 2), "labels [b]");
		assertRefused(this.factory.histogram("wait_seconds").help("Else").labels("a").buckets(1, 2), "help 'Else'");
		assertRefused(this.factory.histogram("wait_seconds").help("Wait").labels("a").buckets(1, 3),
				"buckets [1.0, 3.0]");
	}

	@Test
	void namespaceAndCommonLabelsAreOnEachFamily() {
		MetricFactory named = MetricFactory.with(new GuardedRegistry())
			.namespace("shop")
			.commonLabels(Map.of("region", "eu"))
			.build();
		MetricFamily<?> family = named.counter("orders").labels("kind").register();
		family.labelValues("book");
		assertThat(family.name()).isEqualTo("shop_orders_total");
	}

	@Test
	void commonLabelsStandBesideOthers() {
		GuardedRegistry own = new GuardedRegistry();
		MetricFactory.with(own)
			.namespace("shop")
			.commonLabels(Map.of("region", "eu"))
			.build()
			.gauge("stock")
			.labels("kind")
			.register()
			.labelValues("book")
			.set(3);
		assertThat(Scrapes.of(own).samples()).containsEntry("shop_stock{kind=\"book\",region=\"eu\"}", 3.0);
	}

	@Test
	void defaultBucketsAreOfTimeOrOfSize() {
		this.factory.histogram("wait_seconds").registerSingle().observe(0.06);
		this.factory.histogram("body_bytes").registerSingle().observe(65);
		Page page = Scrapes.of(this.registry);
		assertThat(page.samples()).containsEntry("wait_seconds_bucket{le=\"0.05\"}", 0.0)
			.containsEntry("wait_seconds_bucket{le=\"0.075\"}", 1.0)
			.containsEntry("wait_seconds_bucket{le=\"10.0\"}", 1.0)
			.containsEntry("body_bytes_bucket{le=\"64.0\"}", 0.0)
			.containsEntry("body_bytes_bucket{le=\"256.0\"}", 1.0)
			.containsEntry("body_bytes_bucket{le=\"1.073741824E9\"}", 1.0);
	}

	@Test
	void nativeHistogramsHaveNoClassicBuckets() {
		GuardedRegistry own = new GuardedRegistry();
		DistributionDataPoint point = MetricFactory.with(own)
			.histograms(HistogramType.NATIVE)
			.build()
			.histogram("wait_seconds")
			.registerSingle();
		point.observe(0.06);
		assertThat(Scrapes.of(own).samples()).doesNotContainKey("wait_seconds_bucket{le=\"0.05\"}")
			.containsEntry("wait_seconds_count", 1.0);
	}

	@Test
	void summaryHasQuantilesOnlyIfAskedFor() {
		this.factory.summary("plain_seconds").registerSingle().observe(1);
		this.factory.summary("rich_seconds").quantiles(0.5).registerSingle().observe(1);
		assertThat(Scrapes.of(this.registry).samples()).doesNotContainKey("plain_seconds{quantile=\"0.5\"}")
			.containsEntry("rich_seconds{quantile=\"0.5\"}", 1.0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1st", "with space", "wait_count", "wait_sum", "wait_bucket", "wait_created", "wait_info",
			"wait_total" })
	void refusesNamesOfGauges(String name) {
		assertRefused(this.factory.gauge(name), name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "job", "instance", "__a", "1a", "a-b", "" })
	void refusesNamesOfLabels(String label) {
		assertRefused(this.factory.counter("orders").labels(label), "'" + label + "'");
	}

	@Test
	void refusesLabelsThatTheTypeHasItself() {
		assertRefused(this.factory.histogram("wait_seconds").labels("le"), "a histogram has itself");
		assertRefused(this.factory.summary("size").labels("quantile"), "a summary has itself");
	}

	@Test
	void refusesALabelTwice() {
		assertRefused(this.factory.counter("orders").labels("a", "a"), "'a' twice");
		MetricFactory common = MetricFactory.with(new GuardedRegistry()).commonLabels(Map.of("a", "1")).build();
		assertRefused(common.counter("orders").labels("a"), "'a' twice");
	}

	@Test
	void refusesACommonLabelThatPrometheusSets() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(MetricFactory.with(new GuardedRegistry()).commonLabels(Map.of("job", "x"))::build)
			.withMessageContaining("fennel.common-labels has the label 'job'");
	}

	@Test
	void refusesBucketsThatDoNotRise() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.histogram("wait_seconds").buckets(1, 1))
			.withMessageContaining("[1.0, 1.0]");
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.histogram("wait_seconds").buckets(1, Double.POSITIVE_INFINITY));
	}

	@Test
	void refusesBucketsOfACounterAndQuantilesOfAGauge() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.counter("orders").buckets(1))
			.withMessageContaining("is a counter and has no buckets");
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.gauge("orders").quantiles(1));
	}

	@Test
	void refusesABudgetOfNothing() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> MetricFactory.with(new GuardedRegistry()).maxSeries(0))
			.withMessageContaining("fennel.max-series is 0");
	}

	@Test
	void aFailedRegistrationLeavesNothingBehind() {
		this.registry.register(io.prometheus.metrics.core.metrics.Gauge.builder().name("stock").build());
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.factory.gauge("stock")::register);
		this.registry.clear();
		assertThat(this.factory.gauge("stock").registerSingle()).isNotNull();
	}

	private static void assertRefused(MetricFamilyBuilder<?> builder, String message) {
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(builder::register)
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
	}

	static final class Other {

		private Other() {
		}

		static void summary(MetricFactory factory) {
			factory.summary("orders").register();
		}

	}

}
