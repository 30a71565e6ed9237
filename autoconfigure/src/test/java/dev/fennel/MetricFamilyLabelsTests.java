package dev.fennel;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MetricFamilyLabelsTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry).maxSeries(4).build();

	private final MetricFamily<CounterDataPoint> orders = this.factory.counter("orders")
		.labels("kind", "outcome")
		.register();

	@Test
	void namesInAnyOrderGiveTheSamePoint() {
		CounterDataPoint point = this.orders.labelValues("book", "DONE");
		assertThat(this.orders.labels("outcome", "DONE", "kind", "book")).isSameAs(point);
		assertThat(this.orders.labels(Map.of("outcome", "DONE", "kind", "book"))).isSameAs(point);
	}

	@Test
	void valuesOfAMapAreWrittenAsTextAndEnumsAsTheirNames() {
		assertThat(this.orders.labels(Map.of("kind", 7, "outcome", Outcome.DONE)))
			.isSameAs(this.orders.labelValues("7", "DONE"));
	}

	@Test
	void nullIsTheEmptyValue() {
		assertThat(this.orders.labels("kind", null, "outcome", "DONE")).isSameAs(this.orders.labelValues(null, "DONE"));
	}

	@Test
	void wrongNamesAreSaidWithThoseThatThereAre() {
		String sentence = "The metric family 'orders_total' has the labels [kind, outcome], but %s were given";
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.labels("kind", "book", "colour", "red"))
			.withMessage(sentence, "[colour, kind]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.labels(Map.of("kind", "book")))
			.withMessage(sentence, "[kind]");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.orders.labels(Map.of("kind", "book", "outcome", "DONE", "colour", "red")))
			.withMessage(sentence, "[colour, kind, outcome]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.labels()).withMessage(sentence, "[]");
	}

	@Test
	void namesTwiceOrWithoutValueAreSaidWithThoseThatThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.labels("kind", "a", "kind", "b"))
			.withMessage(
					"The metric family 'orders_total' with the labels [kind, outcome] was given 'kind' twice: [kind, a, kind, b]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.labels("book"))
			.withMessage(
					"The metric family 'orders_total' with the labels [kind, outcome] was given [book], which are no pairs of a name and a value");
	}

	@Test
	void whatMatchesSomeLabelsIsRemovedAndMakesRoom() {
		this.orders.labelValues("book", "DONE").inc();
		this.orders.labelValues("book", "FAILED").inc();
		this.orders.labelValues("pen", "DONE").inc();
		this.orders.labelValues("pen", "FAILED").inc();
		this.orders.labelValues("cup", "DONE").inc();
		this.orders.removeMatching(Map.of("outcome", Outcome.DONE));
		this.orders.labelValues("cup", "DONE").inc();
		assertThat(ordersOn(Scrapes.of(this.registry)))
			.isEqualTo(Map.of("orders_total{kind=\"book\",outcome=\"FAILED\"}", 1.0,
					"orders_total{kind=\"pen\",outcome=\"FAILED\"}", 1.0, "orders_total{kind=\"cup\",outcome=\"DONE\"}",
					1.0, "orders_total{kind=\"__other__\",outcome=\"__other__\"}", 1.0));
	}

	@Test
	void allLabelsMustMatch() {
		this.orders.initialize(Kind.class, Outcome.class);
		this.orders.removeMatching(Map.of("kind", "BOOK", "outcome", "DONE"));
		assertThat(ordersOn(Scrapes.of(this.registry))).hasSize(3)
			.doesNotContainKey("orders_total{kind=\"BOOK\",outcome=\"DONE\"}");
	}

	@Test
	void noLabelsRemoveNothing() {
		this.orders.initialize(Kind.class, Outcome.class);
		this.orders.removeMatching(Map.of());
		MetricFamily<CounterDataPoint> single = this.factory.counter("single").register();
		single.removeMatching(Map.of());
		assertThat(ordersOn(Scrapes.of(this.registry))).hasSize(4);
		assertThat(Scrapes.of(this.registry).samples()).containsKey("single_total");
	}

	@Test
	void unknownNamesRemoveNothingAndAreSaidWithThoseThatThereAre() {
		this.orders.initialize(Kind.class, Outcome.class);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.orders.removeMatching(Map.of("kind", "BOOK", "colour", "red")))
			.withMessage(
					"The metric family 'orders_total' has the labels [kind, outcome], but [colour, kind] were given");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.orders.removeMatching(Collections.singletonMap(null, "BOOK")));
		assertThat(ordersOn(Scrapes.of(this.registry))).hasSize(4);
	}

	@Test
	void resetStartsAtZeroAndWhatWasHandedOutNoLongerCounts() {
		CounterDataPoint before = this.orders.labelValues("book", "DONE");
		before.inc(3);
		CounterDataPoint after = this.orders.reset("book", "DONE");
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders_total{kind=\"book\",outcome=\"DONE\"}",
				0.0);
		before.inc(5);
		after.inc();
		assertThat(this.orders.labelValues("book", "DONE")).isSameAs(after);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("orders_total{kind=\"book\",outcome=\"DONE\"}",
				1.0);
	}

	@Test
	void resetWorksWithoutLabelsAndOnHistograms() {
		MetricFamily<CounterDataPoint> single = this.factory.counter("single").register();
		single.labelValues().inc(3);
		single.reset().inc();
		MetricFamily<DistributionDataPoint> wait = this.factory.histogram("wait_seconds").register();
		wait.labelValues().observe(1);
		wait.reset();
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("single_total", 1.0)
			.containsEntry("wait_seconds_count", 0.0);
	}

	@Test
	void resetIsACreationAnew() throws Exception {
		this.orders.labelValues("book", "DONE");
		long before = created();
		Thread.sleep(5);
		this.orders.reset("book", "DONE");
		assertThat(created()).isGreaterThan(before);
	}

	@Test
	void resetKeepsThePlaceInAFullFamilyAndLeavesWhatIsFolded() {
		this.orders.initialize(Kind.class, Outcome.class);
		this.orders.labelValues("cup", "DONE").inc();
		this.orders.reset("BOOK", "DONE").inc();
		this.orders.reset("cup", "DONE");
		assertThat(ordersOn(Scrapes.of(this.registry))).hasSize(5)
			.containsEntry("orders_total{kind=\"BOOK\",outcome=\"DONE\"}", 1.0)
			.containsEntry("orders_total{kind=\"__other__\",outcome=\"__other__\"}", 1.0);
	}

	@Test
	void seriesOfEnumsAreThereAtZeroFromTheStart() {
		assertThat(this.orders.initialize(Kind.class, Outcome.class)).isSameAs(this.orders);
		assertThat(ordersOn(Scrapes.of(this.registry))).isEqualTo(Map.of("orders_total{kind=\"BOOK\",outcome=\"DONE\"}",
				0.0, "orders_total{kind=\"BOOK\",outcome=\"FAILED\"}", 0.0,
				"orders_total{kind=\"PEN\",outcome=\"DONE\"}", 0.0, "orders_total{kind=\"PEN\",outcome=\"FAILED\"}",
				0.0));
	}

	@Test
	void thereMustBeAnEnumForEachLabel() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.initialize(Outcome.class))
			.withMessage("The metric family 'orders_total' has the labels [kind, outcome], but 1 enums were given");
	}

	private long created() {
		return ((CounterSnapshot) this.registry.scrape((name) -> name.equals("orders")).get(0)).getDataPoints()
			.get(0)
			.getCreatedTimestampMillis();
	}

	private static Map<String, Double> ordersOn(Page page) {
		Map<String, Double> samples = new HashMap<>(page.samples());
		samples.keySet().removeIf((sample) -> !sample.startsWith("orders_total"));
		return samples;
	}

	enum Kind {

		BOOK, PEN

	}

	enum Outcome {

		DONE, FAILED;

		@Override
		public String toString() {
			return "no name";
		}

	}

}
