package dev.fennel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the client's counter shows, of each line's version of it.
 */
class TotalDataPointTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry)
		.commonLabels(Map.of("b_region", "eu"))
		.build();

	private final MetricFamily<CounterDataPoint> family = this.factory.counter("orders")
		.help("Orders \"taken\"")
		.labels("z", "a")
		.register();

	private final Counter client = client();

	@Test
	void isHeldInCellsOfOurOwnUnlessItKeepsExemplars() {
		assertThat(this.family.labelValues("x", "y")).isInstanceOf(TotalDataPoint.class);
		assertThat(this.factory.counter("with_exemplars").exemplars().registerSingle())
			.isNotInstanceOf(TotalDataPoint.class);
	}

	@Test
	void showsWhatTheClientShows() {
		requireSame();
		Random random = new Random(3);
		for (int i = 0; i < 5000; i++) {
			inc(random, "z" + random.nextInt(4), "a" + random.nextInt(4));
		}
		requireSame();
		this.family.remove("z1", "a1");
		this.client.remove("z1", "a1");
		requireSame();
		this.family.labelValues("infinite", "").inc(Double.POSITIVE_INFINITY);
		this.client.labelValues("infinite", "").inc(Double.POSITIVE_INFINITY);
		requireSame();
	}

	@Test
	void tellsItsValueAsTheClientDoes() {
		CounterDataPoint point = this.family.labelValues("x", "y");
		CounterDataPoint other = this.client.labelValues("x", "y");
		for (CounterDataPoint each : List.of(point, other)) {
			each.inc();
			assertThat(each.get()).isEqualTo(1);
			assertThat(each.getLongValue()).isEqualTo(1);
			each.inc(0.75);
			each.inc(-0.0);
			each.incWithExemplar(2, Labels.EMPTY);
			each.incWithExemplar(0.75, Labels.EMPTY);
			each.incWithExemplar(Labels.EMPTY);
			assertThat(each.get()).isEqualTo(5.5);
			assertThat(each.getLongValue()).isEqualTo(5);
		}
	}

	@Test
	void refusesWhatIsNegativeOrNoNumberAndSaysWhat() {
		CounterDataPoint point = this.family.labelValues("x", "y");
		assertThatIllegalArgumentException().isThrownBy(() -> point.inc(-1)).withMessageStartingWith("-1 ");
		assertThatIllegalArgumentException().isThrownBy(() -> point.inc(-0.5)).withMessageStartingWith("-0.5 ");
		assertThatIllegalArgumentException().isThrownBy(() -> point.inc(Double.NaN)).withMessageStartingWith("NaN ");
		assertThatIllegalArgumentException().isThrownBy(() -> point.incWithExemplar(-1, Labels.EMPTY));
		assertThatIllegalArgumentException().isThrownBy(() -> point.incWithExemplar(Double.NaN, Labels.EMPTY));
		assertThat(point.get()).isZero();
	}

	@Test
	void wasCreatedWhenItWasAskedForFirst() {
		long before = System.currentTimeMillis();
		TotalDataPoint point = (TotalDataPoint) this.family.labelValues("x", "y");
		assertThat(point.createdTimestampMillis()).isBetween(before, System.currentTimeMillis());
		assertThat(snapshot(this.registry).getDataPoints().get(0).getCreatedTimestampMillis())
			.isEqualTo(point.createdTimestampMillis());
	}

	@Test
	void manyThreadsLoseNothing() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		for (int round = 0; round < 500; round++) {
			TotalDataPoint point = new TotalDataPoint(Labels.EMPTY);
			List<Future<?>> threads = new ArrayList<>();
			for (int t = 0; t < 8; t++) {
				threads.add(executor.submit(() -> {
					for (int i = 0; i < 200; i++) {
						point.inc(2);
						point.inc(0.5);
					}
				}));
			}
			for (Future<?> thread : threads) {
				thread.get();
			}
			assertThat(point.get()).isEqualTo(8 * 200 * 2.5);
		}
		executor.shutdown();
	}

	private void inc(Random random, String... labelValues) {
		long whole = random.nextInt(5);
		this.family.labelValues(labelValues).inc(whole);
		this.client.labelValues(labelValues).inc(whole);
		double fraction = random.nextDouble();
		if (random.nextInt(3) == 0) {
			this.family.labelValues(labelValues).inc(fraction);
			this.client.labelValues(labelValues).inc(fraction);
		}
	}

	/** The metric's name in a point is there for the client's complaints only. */
	private void requireSame() {
		PrometheusRegistry clients = new PrometheusRegistry();
		clients.register(this.client);
		CounterSnapshot own = snapshot(this.registry);
		assertThat(own).usingRecursiveComparison()
			.ignoringFieldsMatchingRegexes(".*createdTimestampMillis", ".*metricName")
			.withEqualsForType((a, b) -> Double.doubleToLongBits(a) == Double.doubleToLongBits(b), Double.class)
			.isEqualTo(snapshot(clients));
		PrometheusRegistry owns = new PrometheusRegistry();
		owns.register(() -> own);
		assertThat(Scrapes.of(owns).text()).isEqualTo(Scrapes.of(clients).text());
	}

	private static CounterSnapshot snapshot(PrometheusRegistry registry) {
		return (CounterSnapshot) registry.scrape("orders"::equals).get(0);
	}

	private static Counter client() {
		Counter.Builder builder = Counter.builder().withoutExemplars();
		builder.name("orders");
		builder.help("Orders \"taken\"");
		builder.labelNames("z", "a");
		builder.constLabels(Labels.of("b_region", "eu"));
		return builder.build();
	}

}
